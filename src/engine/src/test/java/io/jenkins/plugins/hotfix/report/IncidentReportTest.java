package io.jenkins.plugins.hotfix.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.EveryFact;
import io.jenkins.plugins.hotfix.incident.Fact.Declared;
import io.jenkins.plugins.hotfix.incident.Fact.RequestEnded;
import io.jenkins.plugins.hotfix.incident.Fact.RequestStarted;
import io.jenkins.plugins.hotfix.incident.Fact.RequestStatus;
import io.jenkins.plugins.hotfix.incident.Fact.Verified;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.IncidentLog;
import io.jenkins.plugins.hotfix.incident.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IncidentReportTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @TempDir
    Path directory;

    @Test
    void showsExceptionsBeforeAnythingElse() {
        String markdown = report(EveryFact.hotfix()).markdown();

        assertThat(markdown.indexOf("nobody else is awake")).isLessThan(markdown.indexOf("## Summary"));
        assertThat(markdown).contains("Separation of duties: not kept.");
    }

    @Test
    void neitherFormatLeavesOutAFactThatTheAuditorNeeds() {
        IncidentReport report = report(EveryFact.hotfix());

        for (String document : List.of(report.markdown(), report.html())) {
            assertThat(document)
                    .contains(
                            "2026-01-17 02:02:04 +01:00",
                            "one order in five fails",
                            "all shops",
                            "Ann Author",
                            EveryFact.FIX,
                            EveryFact.RELEASE,
                            "hotfix-20260117-0151",
                            "CheckoutTest.roundsOnce",
                            "backport/20260117-release-2.0",
                            "git switch backport/20260117-release-2.0",
                            "v1.4.1, v1.4.2",
                            "38 git processes",
                            report.incident().log().hash());
        }
    }

    @Test
    void tellsWhatWasMeasuredAndTheWayBack() {
        assertThat(report(EveryFact.hotfix()).markdown())
                .contains("## Preparation", "## Verification", "## Rollback", "Works again since")
                .contains(EveryFact.hotfix().stream()
                        .map(Event::fact)
                        .filter(Verified.class::isInstance)
                        .flatMap(fact -> ((Verified) fact).checks().stream())
                        .map(check -> "| " + check.name() + " |")
                        .toList());
    }

    @Test
    void tellsWhatWasSentOutsideAndFirstWhatDidNotArrive() {
        List<Event> events = new ArrayList<>(EveryFact.hotfix());
        Instant later = events.get(events.size() - 1).at();
        events.add(new Event(later, "rita", new RequestStarted("ticket", "api.linear.app", "a ticket", 2)));
        events.add(new Event(
                later,
                "rita",
                new RequestEnded("ticket", RequestStatus.UNANSWERED, null, "api.linear.app cannot be reached.")));

        String markdown = report(events).markdown();

        assertThat(markdown.substring(markdown.indexOf("## Sent outside"), markdown.indexOf("## Timeline")))
                .contains("Not done: a ticket, at api.linear.app. api.linear.app cannot be reached.")
                .contains("| done | 1 | https\\://github.com/acme/shop/pull/12 |")
                .contains("| unanswered | 2 |");
    }

    @Test
    void aSampleWithoutAnyCheckIsShown() {
        assertThat(report(List.of(new Event(
                                EveryFact.NIGHT,
                                "rita",
                                new Verified("deployment", 1, "no-data", "none", "nothing answered", 0, List.of()))))
                        .markdown())
                .contains("| no-data | none |");
    }

    @Test
    void theHashInTheReportIsThatOfTheLog() throws IOException {
        IncidentLog log = IncidentLog.open(directory.resolve("timeline.jsonl"));
        for (Event event : EveryFact.hotfix()) {
            log.append(event);
        }

        assertThat(report(EveryFact.hotfix()).markdown()).contains(log.head());
        assertThat(report(IncidentLog.open(directory.resolve("timeline.jsonl"))
                                .incident()
                                .events())
                        .markdown())
                .contains(log.head());
    }

    @Test
    void aReportOfNothingButADeclarationSaysWhatIsMissing() {
        assertThat(report(EveryFact.hotfix().subList(0, 2)).markdown())
                .contains("Nothing was released.", "The log holds no approval.", "The run had not ended");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "{{title}} {{{title}}}",
                "&lt;b&gt;",
            })
    void hostileTextStaysTextInHtml(String hostile) {
        String html = report(declared(hostile)).html();

        assertThat(html).doesNotContain("<script", "<img", "&lt;b&gt;<").doesNotContain("onerror=alert(1)>");
        assertThat(html.replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&quot;", "\"")
                        .replace("&#x3D;", "=")
                        .replace("&amp;", "&"))
                .contains(hostile);
    }

    @Test
    void terminalAndDirectionMarksAreSpelledOut() {
        IncidentReport report = report(declared("a\u001b[2J b\u202egpj.exe \u0000"));

        for (String document : List.of(report.markdown(), report.html())) {
            assertThat(document)
                    .doesNotContain("\u001b", "\u202e", "\u0000")
                    .contains("⟨U+001B⟩", "⟨U+202E⟩", "⟨U+0000⟩");
        }
    }

    @Test
    void aLongDescriptionIsKeptAndFolded() {
        String text = "All of it. ".repeat(10_000).strip();
        IncidentReport report = report(declared(text));

        assertThat(report.html()).contains("<details>", text);
        assertThat(report.markdown()).contains("<details>", text);
    }

    @Test
    void thePageLoadsNothingButItsStyleSheetAndRunsNothing() throws IOException {
        String html = report(EveryFact.hotfix()).html();
        Files.writeString(directory.resolve("incident.html"), html);

        assertThat(html).contains("default-src 'none'").doesNotContain("<script", "src=", "style=", "url(");
        assertThat(html).containsOnlyOnce("<link").contains("<link rel=\"stylesheet\" href=\"incident.css\">");
    }

    static List<Event> declared(String text) {
        return List.of(new Event(
                EveryFact.NIGHT,
                text,
                new Declared("HOTFIX-20260117-x", text, text, Severity.P1, true, text, text, text, text, text)));
    }

    private static IncidentReport report(List<Event> events) {
        return new IncidentReport(Incident.of(events), BERLIN);
    }
}
