package io.jenkins.plugins.hotfix.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.EveryFact;
import io.jenkins.plugins.hotfix.incident.Fact.Reviewed;
import io.jenkins.plugins.hotfix.incident.Incident;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Figures of many incidents, and the sheets that an auditor takes away. */
class StatisticsTest {
    private static final Instant DECLARED = Instant.parse("2026-03-01T02:00:00Z");

    /** Declared at night, deployed after so many minutes, works since then; users were hit ten minutes before. */
    private static Figures figures(String severity, Instant declared, int minutes) {
        Instant deployed = declared.plusSeconds(60L * minutes);
        return new Figures(
                null,
                severity,
                "resolved",
                "Checkout fails",
                declared,
                declared.minusSeconds(600),
                declared,
                declared.plusSeconds(60),
                declared.plusSeconds(120),
                deployed,
                deployed,
                deployed,
                deployed.plusSeconds(60),
                1,
                0);
    }

    @Test
    void medianAndNinetiethPercentileAreByNearestRank() {
        List<Figures> ten = IntStream.rangeClosed(1, 10)
                .mapToObj(i -> figures("P0", DECLARED, i))
                .toList();

        Statistics.Group all = new Statistics(ten, null).groups().get(0);

        assertThat(all.incidents()).isEqualTo(10);
        assertThat(all.times().get(Measure.DEPLOY))
                .isEqualTo(new Statistics.Times(10, Duration.ofMinutes(5), Duration.ofMinutes(9)));
        assertThat(all.times().get(Measure.RECOVERY).median()).isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void theyAreGroupedBySeverityAndMonth() {
        List<Figures> some = List.of(
                figures("P1", DECLARED, 10),
                figures("P0", Instant.parse("2026-04-01T00:00:00Z"), 20),
                figures("P0", DECLARED, 30));

        assertThat(new Statistics(some, null).groups())
                .extracting(Statistics.Group::name, Statistics.Group::incidents)
                .containsExactly(
                        tuple("all", 3), tuple("P0", 2), tuple("P1", 1), tuple("2026-03", 2), tuple("2026-04", 1));
    }

    @Test
    void ratesNeedAllDeploymentsAndMoreThanATenthIsFlagged() {
        List<Figures> two = List.of(figures("P0", DECLARED, 1), figures("P1", DECLARED, 2));

        Statistics.Rates unknown = new Statistics(two, null).rates(Duration.ofDays(70));
        Statistics.Rates few = new Statistics(two, 20).rates(Duration.ofDays(70));
        Statistics.Rates many = new Statistics(two, 19).rates(Duration.ofDays(70));

        assertThat(unknown.perWeek()).isNull();
        assertThat(unknown.hotfixFailRate()).isZero();
        assertThat(few.perWeek()).isEqualTo(2.0);
        assertThat(few.reworkRate()).isEqualTo(0.1);
        assertThat(few.tooManyEmergencies()).isFalse();
        assertThat(many.tooManyEmergencies()).isTrue();
    }

    @Test
    void whatIsNotKnownOrWentBackwardsDoesNotCount() {
        assertThat(Figures.between(null, DECLARED)).isEmpty();
        assertThat(Figures.between(DECLARED, DECLARED.minusSeconds(1))).isEmpty();
    }

    @Test
    void aSheetAnswersEachQuestionOrSaysThatItIsNotRecorded() {
        List<Event> events = new ArrayList<>(EveryFact.hotfix());
        Map<String, String> without = AuditSheet.of(Incident.of(events.stream()
                .filter(event -> !(event.fact() instanceof Reviewed))
                .toList()));
        events.add(new Event(events.get(events.size() - 1).at(), "erin", new Reviewed("erin", "accepted", "All well.", false)));
        Map<String, String> with = AuditSheet.of(Incident.of(events));

        assertThat(with.keySet()).containsExactlyElementsOf(without.keySet());
        assertThat(without)
                .containsEntry("review after the fact", AuditSheet.NOT_RECORDED)
                .hasEntrySatisfying("commit", commit -> assertThat(commit).hasSize(40));
        assertThat(with.get("review after the fact")).contains("erin", "TOO LATE", "All well.");
        assertThat(with.values()).doesNotContain("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "|cmd"})
    void noSpreadsheetTakesATitleForAFormula(String title) {
        String csv = Export.CSV.of(List.of(Map.of("title", title)));

        assertThat(csv).startsWith("\"title\"\r\n\"'").endsWith("\"\r\n");
    }

    @Test
    void quotesAndLineEndsStayInTheirCell() {
        assertThat(Export.CSV.of(List.of(Map.of("title", "a \"b\",\nc"))))
                .isEqualTo("\"title\"\r\n\"a \"\"b\"\",\nc\"\r\n");
    }

    @Test
    void thePageShowsWordsAndNothingElse() {
        String page =
                Export.HTML.of(List.of(Map.of("title", "<script>alert(1)</script>", "incident", "\"><img src=x>")));

        assertThat(page).doesNotContain("<script", "<img", "http:", "https:").contains("&lt;script&gt;");
    }
}
