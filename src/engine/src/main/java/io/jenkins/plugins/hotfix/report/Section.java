package io.jenkins.plugins.hotfix.report;

import io.jenkins.plugins.hotfix.incident.Fact.CommitSummary;
import java.util.List;
import java.util.Locale;

/** A section of a report, whatever the format. */
record Section(String title, List<Block> blocks) {
    Section(String title, Block... blocks) {
        this(title, List.of(blocks));
    }

    /** What a merge brings. */
    static Section changes(List<CommitSummary> commits) {
        List<List<Text>> rows = commits.stream()
                .map(commit -> List.of(Text.code(commit.id()), Text.of(commit.subject()), Text.of(commit.author())))
                .toList();
        return new Section("What it changes", Block.table(List.of("Commit", "Subject", "Author"), rows));
    }

    /** What can be typed to do it. */
    static Section commands(String title, List<String> commands) {
        return new Section(title, Block.code("Commands", commands.toArray(String[]::new)));
    }

    /** What a link to it is called. */
    String anchor() {
        return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }
}
