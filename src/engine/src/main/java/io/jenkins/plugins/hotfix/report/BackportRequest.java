package io.jenkins.plugins.hotfix.report;

import com.samskivert.mustache.Template;
import io.jenkins.plugins.hotfix.incident.Fact.CommitSummary;
import java.util.List;

/**
 * What the person reads who merges a backport into a branch that takes no push, as Markdown.
 *
 * @param branch what holds it
 * @param commits what is brought, newest first
 * @param commands what may be typed in place of a merge in a forge
 */
public record BackportRequest(
        String id, String title, String target, String branch, List<CommitSummary> commits, List<String> commands) {
    private static final Template MARKDOWN = Templates.markdown("backport.md");

    public BackportRequest {
        commits = List.copyOf(commits);
        commands = List.copyOf(commands);
    }

    /** The text. */
    public String markdown() {
        return MARKDOWN.execute(new Page(this, List.of(changes(), byHand())));
    }

    private Section changes() {
        return new Section(
                "What it changes",
                Block.table(
                        List.of("Commit", "Subject", "Author"),
                        commits.stream()
                                .map(commit -> List.of(
                                        Text.code(commit.id()), Text.of(commit.subject()), Text.of(commit.author())))
                                .toList()));
    }

    private Section byHand() {
        return new Section("Merge it", Block.code("Commands", commands.toArray(String[]::new)));
    }

    private record Page(BackportRequest request, List<Section> sections) {}
}
