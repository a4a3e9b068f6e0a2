package io.jenkins.plugins.hotfix.testing.results;

import io.jenkins.plugins.hotfix.testing.change.TestTool;

/**
 * Whether the tests passed. A pass needs three things: the command succeeded, no report lists a failure, and a test ran.
 *
 * @param status {@code passed}, {@code failed} or {@code none} (no test ran)
 * @param message a sentence or two
 */
public record Verdict(String status, String message) {

    /**
     * Judges a run.
     *
     * @param succeeded whether the command, or the step's body, ended well
     * @param end how it ended, as a sentence's second half
     * @param proof whether there must be a report, or a word in the output, that tests ran
     */
    public static Verdict of(boolean succeeded, String end, TestResults results, TestOutput spoken, boolean proof) {
        boolean ran = results.ran() > 0 || spoken == TestOutput.SOME;
        boolean none = results.ran() <= 0 && (results.reports() > 0 || spoken == TestOutput.NONE);
        if (results.failed() > 0) {
            return new Verdict(
                    "failed",
                    results.failed() + " of " + results.ran() + " critical tests failed."
                            + (succeeded ? " The command itself succeeded; its reports count." : ""));
        }
        if (!succeeded) {
            return none && !ran
                    ? new Verdict("none", "No test ran, which is no pass: the command " + end)
                    : new Verdict("failed", "The critical tests " + end);
        }
        if (ran) {
            return new Verdict("passed", passed(results));
        }
        if (none || proof) {
            return new Verdict(
                    "none",
                    results.reports() > 0 || spoken == TestOutput.NONE
                            ? "The command succeeded, but no test ran, and that is no pass."
                            : "The command succeeded, but nothing shows that a test ran: there is no test report and no"
                                    + " word of it in the output. Name the reports in criticalTests.reports.");
        }
        return new Verdict(
                "passed",
                "The critical tests passed; the command's success alone says so, as it wrote no test report.");
    }

    private static String passed(TestResults results) {
        if (results.reports() == 0) {
            return "The critical tests passed.";
        }
        String flaky = results.flaky().isEmpty()
                ? ""
                : " " + results.flaky().size() + " of them only when run again: "
                        + TestTool.some(results.flaky().stream()
                                .map(test -> test.name())
                                .toList())
                        + ".";
        return "All " + results.ran() + " critical tests passed"
                + (results.skipped() == 0 ? "." : ", " + results.skipped() + " more were skipped.")
                + flaky;
    }
}
