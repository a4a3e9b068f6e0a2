package io.jenkins.plugins.hotfix.testing.results;

import io.jenkins.plugins.hotfix.incident.Fact.FailedTest;
import io.jenkins.plugins.hotfix.incident.Fact.TimedTest;
import java.util.List;

/**
 * What test reports say.
 *
 * @param reports how many files there were
 * @param total all tests, also those that were skipped
 * @param failed how many failed, and did not pass when they were run again
 * @param millis the times of all tests added up
 * @param failures the first of the failed
 * @param flaky the first of those that failed and then passed
 * @param slowest the slowest, slowest first
 */
public record TestResults(
        int reports,
        int total,
        int failed,
        int skipped,
        long millis,
        List<FailedTest> failures,
        List<FailedTest> flaky,
        List<TimedTest> slowest) {
    public TestResults {
        failures = List.copyOf(failures);
        flaky = List.copyOf(flaky);
        slowest = List.copyOf(slowest);
    }

    /** No report at all. */
    public static TestResults none() {
        return new Tally().results();
    }

    /** How many tests ran. */
    public int ran() {
        return total - skipped;
    }
}
