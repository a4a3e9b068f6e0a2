package io.jenkins.plugins.hotfix.local;

import io.jenkins.plugins.hotfix.git.object.ObjectId;
import io.jenkins.plugins.hotfix.incident.Fact.Backported;
import io.jenkins.plugins.hotfix.incident.Fact.CommitSummary;
import io.jenkins.plugins.hotfix.incident.Fact.FileConflict;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.report.BackportRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What became of each target of the backports: a line for each, and below it what is left to do there.
 *
 * @param incident what is on record of it
 * @param directory where the incident's documents are
 */
record Targets(Incident incident, Path directory) {
    List<String> lines() {
        int width = incident.backports().stream()
                .mapToInt(backport -> backport.target().length())
                .max()
                .orElse(0);
        List<String> lines = new ArrayList<>();
        for (Backported backport : incident.backports()) {
            String indent = " ".repeat("Backport  ".length() + width + 2);
            lines.add("Backport  " + backport.target()
                    + " ".repeat(width - backport.target().length() + 2) + state(backport));
            if (!backport.prerequisites().isEmpty()) {
                lines.add(indent + "applies cleanly after " + commits(backport.prerequisites()));
            }
            if (!backport.next().isEmpty()) {
                lines.add(indent + "commands: " + file(backport.target()));
                lines.add(indent + "first:    " + backport.next().get(0));
            }
        }
        return lines;
    }

    private static String state(Backported backport) {
        String at = backport.commit() == null ? "" : " as " + ObjectId.abbreviated(backport.commit());
        return switch (backport.status()) {
            case "conflict" ->
                "conflict in "
                        + backport.conflicts().stream().map(FileConflict::path).collect(Collectors.joining(", "))
                        + (backport.review() == null ? "" : "; finish it on " + backport.review());
            case "proposed" -> "waits for review on " + backport.review();
            case "failed" -> "failed: " + backport.message();
            case "absent" -> "there is no such branch";
            case "settled" -> "settled by a person's word";
            case "present" -> "was there already" + at;
            case "resolved" -> "done" + at + ", with conflicts decided for the hotfix";
            default -> backport.status() + at;
        };
    }

    private static String commits(List<CommitSummary> commits) {
        return commits.stream()
                .map(commit -> ObjectId.abbreviated(commit.id()) + " " + commit.subject())
                .collect(Collectors.joining(", "));
    }

    /** The document with all commands; the report where there is none. */
    private Path file(String target) {
        Path own = directory.resolve(BackportRequest.file(target));
        return Files.exists(own) ? own : directory.resolve("incident.md");
    }
}
