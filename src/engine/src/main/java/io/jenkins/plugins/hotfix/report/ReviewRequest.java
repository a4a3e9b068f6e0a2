package io.jenkins.plugins.hotfix.report;

import com.samskivert.mustache.Template;
import io.jenkins.plugins.hotfix.incident.Fact.CommitSummary;
import io.jenkins.plugins.hotfix.incident.Fact.FileConflict;
import java.util.ArrayList;
import java.util.List;

/**
 * What the person reads who finishes a backport by hand, as Markdown.
 *
 * @param conflicts each with both sides
 * @param causes why it conflicts, newest first
 * @param prerequisites after which it would not, oldest first
 * @param commands all that must be typed
 */
public record ReviewRequest(
        String id,
        String title,
        String target,
        String branch,
        String label,
        List<FileConflict> conflicts,
        List<CommitSummary> causes,
        List<CommitSummary> prerequisites,
        List<String> commands) {
    private static final Template MARKDOWN = Templates.markdown("conflict.md");

    public ReviewRequest {
        conflicts = List.copyOf(conflicts);
        causes = List.copyOf(causes);
        prerequisites = List.copyOf(prerequisites);
        commands = List.copyOf(commands);
    }

    /** The text. */
    public String markdown() {
        return MARKDOWN.execute(new Page(this, sections()));
    }

    private List<Section> sections() {
        List<Block> why = Backports.why(target, causes, prerequisites);
        Section byHand = Section.commands("Finish it", commands);
        return why.isEmpty()
                ? List.of(files(), byHand)
                : List.of(files(), new Section("Why it conflicts", why), byHand);
    }

    private Section files() {
        List<Block> blocks = new ArrayList<>();
        for (FileConflict conflict : conflicts) {
            blocks.add(Block.paragraph(conflict.path() + " (" + conflict.kind().replace('_', ' ') + ")"));
            conflict.hunks().forEach(hunk -> blocks.add(Block.code(conflict.path(), hunk)));
        }
        return new Section("What conflicts", blocks);
    }

    private record Page(ReviewRequest request, List<Section> sections) {}
}
