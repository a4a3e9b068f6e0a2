package io.jenkins.plugins.hotfix.local;

import java.io.PrintWriter;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** How a table is printed. */
final class FormatOptions {

    @ArgGroup
    private final Choice choice = new Choice();

    private static final class Choice {
        @Option(names = "--json", description = "Print one JSON document.")
        private boolean json;

        @Option(names = "--csv", description = "Print CSV, as RFC 4180 has it, with a header.")
        private boolean csv;
    }

    void print(PrintWriter out, Supplier<List<String>> lines, Supplier<String> json, Supplier<String> csv) {
        if (choice.json) {
            out.print(json.get());
        } else if (choice.csv) {
            out.print(csv.get());
        } else {
            lines.get().forEach(out::println);
        }
        out.flush();
    }
}
