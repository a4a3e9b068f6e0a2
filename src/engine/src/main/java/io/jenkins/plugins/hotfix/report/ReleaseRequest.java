package io.jenkins.plugins.hotfix.report;

import com.samskivert.mustache.Template;
import io.jenkins.plugins.hotfix.incident.Fact.CommitSummary;
import java.util.List;

/**
 * What the person reads who merges a release into production, as Markdown.
 *
 * @param fix the tip of the fix, which was tested
 * @param approved who approved its deployment
 * @param commits the fix, newest first
 * @param commands what may be typed in place of a merge in a forge
 */
public record ReleaseRequest(
        String id,
        String title,
        String target,
        String fix,
        String approved,
        List<CommitSummary> commits,
        List<String> commands) {
    private static final Template MARKDOWN = Templates.markdown("release.md");

    public ReleaseRequest {
        commits = List.copyOf(commits);
        commands = List.copyOf(commands);
    }

    /** The text. */
    public String markdown() {
        return MARKDOWN.execute(
                new Page(this, List.of(Section.changes(commits), Section.commands("Merge it", commands))));
    }

    private record Page(ReleaseRequest request, List<Section> sections) {}
}
