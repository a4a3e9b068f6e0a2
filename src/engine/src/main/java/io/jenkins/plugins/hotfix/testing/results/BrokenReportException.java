package io.jenkins.plugins.hotfix.testing.results;

import java.io.IOException;

/** A test report that cannot be trusted: cut off, no XML, or no JUnit report. The message names it and says why. */
public final class BrokenReportException extends IOException {
    private static final long serialVersionUID = 1;

    BrokenReportException(String message) {
        super(message);
    }
}
