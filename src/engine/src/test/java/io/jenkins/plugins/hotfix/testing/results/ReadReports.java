package io.jenkins.plugins.hotfix.testing.results;

import java.io.IOException;
import java.nio.file.Path;

/** Reads the reports of a directory, for a process with little memory. */
final class ReadReports {
    private ReadReports() {}

    public static void main(String[] arguments) throws IOException {
        TestResults results = new Reports(Path.of(arguments[0]), Reports.USUAL).read();
        System.out.print(results.total() + " " + results.failed());
    }
}
