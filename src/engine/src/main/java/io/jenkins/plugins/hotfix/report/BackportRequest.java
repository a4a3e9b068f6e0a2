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

    /** What the text for a target is archived as, whoever writes it. */
    public static String file(String target) {
        return "backport-" + target.replaceAll("[^A-Za-z0-9._-]", "-") + ".md";
    }

    /** The text. */
    public String markdown() {
        return MARKDOWN.execute(
                new Page(this, List.of(Section.changes(commits), Section.commands("Merge it", commands))));
    }

    private record Page(BackportRequest request, List<Section> sections) {}
}
