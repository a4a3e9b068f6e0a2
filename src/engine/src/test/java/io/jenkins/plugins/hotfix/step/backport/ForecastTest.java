package io.jenkins.plugins.hotfix.step.backport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.Fact.BackportForecast;
import io.jenkins.plugins.hotfix.incident.Fact.CommitSummary;
import io.jenkins.plugins.hotfix.incident.Fact.ForecastTarget;
import io.jenkins.plugins.hotfix.step.Drill;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of the backports before anybody approves the release. */
class ForecastTest {
    private static final Map<String, Object> ALL =
            Map.of("forecast", true, "to", List.of("develop", "release/2.0", "has-it"));

    @TempDir
    Path directory;

    Drill drill;
    String before;

    @BeforeEach
    void aFixThatGoesToOneBranchConflictsWithAnotherAndIsInAThird() throws Exception {
        drill = Drill.of(directory);
        drill.origin.git("branch", "release/2.0", "main");
        before = drill.origin.commit("main", "Another answer", Map.of("src/checkout.sh", "echo 503\n"));
        drill.origin.commit("develop", "Another answer", Map.of("src/checkout.sh", "echo 503\n"));
        drill.branched();
        String fix = drill.pushFix();
        drill.origin.git("branch", "has-it", fix);
        drill.step("hotfixFix");
    }

    private List<BackportForecast> forecasts(Map<String, Object> arguments) {
        return drill.facts("backportDevelop", arguments).stream()
                .map(BackportForecast.class::cast)
                .toList();
    }

    @Test
    void eachTargetIsForeseenAndNothingIsPushed() {
        String there = drill.refs();

        BackportForecast forecast = forecasts(ALL).get(0);

        assertThat(forecast.targets())
                .extracting(ForecastTarget::target, ForecastTarget::status)
                .containsExactly(
                        tuple("develop", "clean"), tuple("release/2.0", "conflict"), tuple("has-it", "present"));
        ForecastTarget conflict = forecast.targets().get(1);
        assertThat(conflict.conflicts()).containsExactly("src/checkout.sh");
        assertThat(conflict.causes()).extracting(CommitSummary::id).containsExactly(before);
        assertThat(conflict.prerequisites()).extracting(CommitSummary::id).containsExactly(before);
        assertThat(forecast.revert()).isEqualTo("clean");
        assertThat(drill.refs()).isEqualTo(there);
        assertThat(drill.incident().backports()).isEmpty();
        assertThat(drill.incident().forecast()).contains(forecast);
    }

    @Test
    void itIsWorkedOutAgainOnlyIfSomethingMoved() {
        assertThat(forecasts(ALL)).hasSize(1);
        assertThat(forecasts(ALL)).isEmpty();

        drill.origin.commit("develop", "Rewrite", Map.of("src/checkout.sh", "exec checkout\n"));

        assertThat(forecasts(ALL).get(0).targets())
                .extracting(ForecastTarget::status)
                .containsExactly("conflict", "conflict", "present");
    }

    @Test
    void anotherFixMakesItOutOfDate() {
        forecasts(ALL);
        drill.origin.commit(Drill.BRANCH, "fix: more", Map.of("src/checkout.sh", "echo 200 ok\n"));
        drill.step("hotfixFix");

        assertThat(drill.incident().forecast()).isEmpty();
        assertThat(forecasts(ALL).get(0).fix())
                .isEqualTo(drill.incident().fix().orElseThrow().tip());
    }

    @Test
    void theRevertOfTheFixIsTriedOnProductionAsItIsNow() {
        drill.origin.commit("main", "Next to it", Map.of("docs/checkout.md", "How it answers\n"));

        BackportForecast forecast = forecasts(ALL).get(0);

        assertThat(forecast.production()).isEqualTo(drill.tip("main"));
        assertThat(forecast.revert()).isEqualTo("clean");

        drill.origin.commit("main", "The same place", Map.of("src/checkout.sh", "exec checkout\n"));

        assertThat(forecasts(ALL).get(0).revert()).isEqualTo("unknown");
    }

    @Test
    void withoutNamesItForeseesWhatTheBackportWouldDo() {
        List<String> foreseen = forecasts(Map.of("forecast", true)).get(0).targets().stream()
                .map(ForecastTarget::target)
                .toList();

        drill.collectedAndDeployed();
        drill.attempt("backportDevelop", Map.of());

        assertThat(drill.incident().backports())
                .extracting(Fact.Backported::target)
                .isEqualTo(foreseen);
    }
}
