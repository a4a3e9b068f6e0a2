package io.jenkins.plugins.hotfix.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.EveryFact;
import io.jenkins.plugins.hotfix.incident.Fact.CommitSummary;
import io.jenkins.plugins.hotfix.incident.Fact.FileConflict;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.Masked;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people, commits, tests and commands can fill in is shown as text by a renderer of GitHub's Markdown, wherever it stands. */
class HostileMarkdownTest {
    private static final Parser PARSER =
            Parser.builder().extensions(List.of(TablesExtension.create())).build();
    private static final HtmlRenderer RENDERER =
            HtmlRenderer.builder().extensions(List.of(TablesExtension.create())).build();
    /** What the templates make. */
    private static final Pattern TAG =
            Pattern.compile("</?(?:p|h1|h2|ul|ol|li|strong|em|code|pre|table|thead|tbody|tr|th|td|br|details"
                    + "|summary)( /)?>|<ol start=\"\\d+\">|<code class=\"language-sh\">");
    /** Of words that the program itself writes, such as a status, and of ids. */
    private static final Pattern OWN = Pattern.compile("[a-z0-9.-]+|");

    private static final String HOSTILE = "x</details></summary><details open><summary>s</summary><img src=y onerror=z>"
            + "<b>bold</b> <!-- hidden --> &lt;i&gt; | cell `tick` [link](javascript:1) ![i](j) <https://evil.example>"
            + " *em* __strong__ ~~gone~~\n\n# heading\n\n```\nfenced\n```\n~~~~\nwaves\n\n- item\n\n| a | b |\n|---|---|\n<script>";

    static Stream<String> hostile() {
        return Stream.of(
                HOSTILE,
                "<details>" + HOSTILE,
                HOSTILE.replace("\n", " "),
                "<script>alert(1)</script>",
                "````` " + HOSTILE,
                HOSTILE.replace('\n', '\r'),
                HOSTILE + "\n\n" + "<div>\n\n".repeat(200) + HOSTILE);
    }

    private static Map<String, String> documents(String hostile) {
        Masked replaced = new Masked(text -> OWN.matcher(text).matches() ? text : hostile);
        List<Event> events = EveryFact.events().stream().map(replaced::event).toList();
        Incident incident = Incident.of(events);
        CommitSummary commit = new CommitSummary(hostile, hostile, hostile, hostile, EveryFact.NIGHT);
        Map<String, String> documents = new TreeMap<>();
        documents.put("incident.md", new IncidentReport(incident, ZoneOffset.UTC).markdown());
        documents.put("postmortem.md", new PostMortem(incident, ZoneOffset.UTC).markdown());
        documents.put("incident-document.md", new IncidentDocument(incident, ZoneOffset.UTC).markdown());
        documents.put("release-notes.md", new ReleaseNotes(incident, ZoneOffset.UTC).markdown());
        documents.put(
                "rollback-plan.md",
                new RollbackPlan(
                                hostile,
                                hostile,
                                hostile,
                                hostile,
                                hostile,
                                List.of(hostile),
                                List.of(new RollbackPlan.Step(hostile, List.of(hostile, hostile))),
                                List.of(hostile))
                        .markdown(null));
        documents.put(
                "backport.md",
                new BackportRequest(hostile, hostile, hostile, hostile, List.of(commit), List.of(hostile)).markdown());
        documents.put(
                "release.md",
                new ReleaseRequest(hostile, hostile, hostile, hostile, hostile, List.of(commit), List.of(hostile))
                        .markdown());
        documents.put(
                "conflict.md",
                new ReviewRequest(
                                hostile,
                                hostile,
                                hostile,
                                hostile,
                                hostile,
                                List.of(new FileConflict(hostile, hostile, List.of(hostile, "line\n".repeat(50)))),
                                List.of(commit),
                                List.of(commit),
                                List.of(hostile))
                        .markdown());
        return documents;
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void isShownAsText(String hostile) {
        Map<String, Structure> harmless = structures("Harmless" + " text".repeat(100));
        structures(hostile).forEach((name, structure) -> {
            assertThat(structure.foreign()).as(name).isEmpty();
            assertThat(structure.headings())
                    .as(name)
                    .isEqualTo(harmless.get(name).headings());
            assertThat(structure.opened()).as(name).isEqualTo(structure.closed());
        });
    }

    private static Map<String, Structure> structures(String text) {
        Map<String, Structure> structures = new TreeMap<>();
        documents(text)
                .forEach((name, markdown) ->
                        structures.put(name, Structure.of(RENDERER.render(PARSER.parse(markdown)))));
        return structures;
    }

    /**
     * What a page consists of.
     *
     * @param foreign tags, comments and links that no template makes
     */
    private record Structure(String foreign, long headings, long opened, long closed) {
        static Structure of(String html) {
            String rest = TAG.matcher(html).replaceAll("");
            return new Structure(
                    Pattern.compile("<[^\n]{0,80}")
                            .matcher(rest)
                            .results()
                            .map(found -> found.group())
                            .toList()
                            .toString()
                            .replace("[]", ""),
                    count(html, "<h[1-6]"),
                    count(html, "<details>"),
                    count(html, "</details>"));
        }

        private static long count(String html, String tag) {
            return Pattern.compile(tag).matcher(html).results().count();
        }
    }
}
