package io.jenkins.plugins.hotfix.report;

import com.samskivert.mustache.Template;
import io.jenkins.plugins.hotfix.incident.Fact.FileConflict;
import java.util.ArrayList;
import java.util.List;

/**
 * What the person reads who finishes a backport by hand, as Markdown.
 *
 * @param conflicts each with both sides
 * @param commands all that must be typed
 */
public record ReviewRequest(
        String id,
        String title,
        String target,
        String branch,
        String label,
        List<FileConflict> conflicts,
        List<String> commands) {
    private static final Template MARKDOWN = Templates.markdown("conflict.md");

    public ReviewRequest {
        conflicts = List.copyOf(conflicts);
        commands = List.copyOf(commands);
    }

    /** The text. */
    public String markdown() {
        return MARKDOWN.execute(new Page(this, List.of(files(), byHand())));
    }

    private Section files() {
        List<Block> blocks = new ArrayList<>();
        for (FileConflict conflict : conflicts) {
            blocks.add(Block.paragraph(conflict.path() + " (" + conflict.kind().replace('_', ' ') + ")"));
            conflict.hunks().forEach(hunk -> blocks.add(Block.code(conflict.path(), hunk)));
        }
        return new Section("What conflicts", blocks);
    }

    private Section byHand() {
        return new Section("Finish it", Block.code("Commands", commands.toArray(String[]::new)));
    }

    private record Page(ReviewRequest request, List<Section> sections) {}
}
