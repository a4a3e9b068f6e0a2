package io.jenkins.plugins.hotfix.testing.results;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.incident.Fact.FailedTest;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {
    @Test
    void aReportWithTestsPasses() {
        assertThat(verdict(true, results(3, 0, 1), TestOutput.NOTHING, true))
                .isEqualTo(new Verdict("passed", "All 2 critical tests passed, 1 more were skipped."));
    }

    @Test
    void aFailureInAReportOutweighsTheExitStatus() {
        assertThat(verdict(true, results(3, 1, 0), TestOutput.SOME, false))
                .isEqualTo(new Verdict(
                        "failed", "1 of 3 critical tests failed. The command itself succeeded; its reports count."));
    }

    @Test
    void theExitStatusOutweighsAReportWithoutFailures() {
        assertThat(verdict(false, results(3, 0, 0), TestOutput.SOME, false).status())
                .isEqualTo("failed");
    }

    @Test
    void noTestIsNoPass() {
        assertThat(verdict(true, results(0, 0, 0), TestOutput.NOTHING, false).status())
                .isEqualTo("none");
        assertThat(verdict(true, results(2, 0, 2), TestOutput.NOTHING, false).status())
                .isEqualTo("none");
        assertThat(verdict(true, TestResults.none(), TestOutput.NONE, false).status())
                .isEqualTo("none");
        assertThat(verdict(true, TestResults.none(), TestOutput.NOTHING, true).message())
                .contains("nothing shows that a test ran");
        assertThat(verdict(false, TestResults.none(), TestOutput.NONE, false).message())
                .isEqualTo("No test ran, which is no pass: the command failed with exit status 5.");
    }

    @Test
    void withoutAnyWordTheExitStatusOfAConfiguredCommandCountsAndSaysSo() {
        assertThat(verdict(true, TestResults.none(), TestOutput.NOTHING, false).message())
                .contains("success alone says so");
    }

    private static Verdict verdict(boolean succeeded, TestResults results, TestOutput spoken, boolean proof) {
        return Verdict.of(succeeded, "failed with exit status 5.", results, spoken, proof);
    }

    private static TestResults results(int total, int failed, int skipped) {
        return new TestResults(
                1,
                total,
                failed,
                skipped,
                0,
                failed == 0 ? List.of() : List.of(new FailedTest("a", "m", null)),
                List.of(),
                List.of());
    }
}
