package io.jenkins.plugins.hotfix.report;

import io.jenkins.plugins.hotfix.git.object.ObjectId;
import io.jenkins.plugins.hotfix.incident.Fact.Backported;
import io.jenkins.plugins.hotfix.incident.Fact.CommitSummary;
import io.jenkins.plugins.hotfix.incident.Fact.FileConflict;
import io.jenkins.plugins.hotfix.incident.Incident;
import java.util.ArrayList;
import java.util.List;

/** Which other branches have the fix, and what a person must do for those that do not. */
final class Backports {
    private final Incident incident;

    Backports(Incident incident) {
        this.incident = incident;
    }

    Section section() {
        if (incident.backports().isEmpty()) {
            return new Section(
                    "Backports",
                    incident.release().isPresent()
                            ? Block.warning("The log holds no backport: other branches may lack the fix.")
                            : Block.paragraph("Nothing was backported."));
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.table(
                List.of("Target", "Status", "Before", "After", "Outcome"),
                incident.backports().stream().map(Backports::backport).toList()));
        incident.backports().forEach(backport -> unfinished(backport, blocks));
        return new Section("Backports", blocks);
    }

    private static List<Text> backport(Backported backport) {
        return List.of(
                Text.of(backport.target()),
                Text.of(backport.status()),
                Text.code(backport.previous() == null ? "" : backport.previous()),
                // What waits on a review branch is not in the target.
                Text.code(backport.commit() == null || backport.review() != null ? "" : backport.commit()),
                Text.of(Narration.of(backport)));
    }

    private static void unfinished(Backported backport, List<Block> blocks) {
        if (backport.conflicts().isEmpty() && backport.next().isEmpty()) {
            return;
        }
        blocks.add(Block.warning(backport.message()));
        for (FileConflict conflict : backport.conflicts()) {
            blocks.add(Block.paragraph("Conflict in " + conflict.path() + " (" + conflict.kind() + "), on the way to "
                    + backport.target()));
            conflict.hunks().forEach(hunk -> blocks.add(Block.code("Hunk of " + conflict.path(), hunk)));
        }
        blocks.addAll(why(backport.target(), backport.causes(), backport.prerequisites()));
        if (!backport.next().isEmpty()) {
            blocks.add(Block.paragraph("To finish it:"));
            blocks.add(Block.code(
                    "Commands for " + backport.target(), backport.next().toArray(String[]::new)));
        }
    }

    /** Why it conflicts, and what would have to come first. */
    static List<Block> why(String target, List<CommitSummary> causes, List<CommitSummary> prerequisites) {
        List<Block> blocks = new ArrayList<>();
        if (!causes.isEmpty()) {
            blocks.add(Block.paragraph(
                    "These commits touched the same places, and " + target + " lacks them; the newest is the first:"));
            blocks.add(Block.list(causes.stream().map(Backports::commit).toList()));
        }
        if (!prerequisites.isEmpty()) {
            blocks.add(Block.paragraph("The fix applies cleanly once " + target
                    + " has these, picked in this order. Whether it should have them, a person decides:"));
            blocks.add(Block.list(prerequisites.stream().map(Backports::commit).toList()));
        }
        return blocks;
    }

    private static Text commit(CommitSummary commit) {
        return Text.of(ObjectId.abbreviated(commit.id()) + " " + commit.subject() + " (" + commit.author() + ")");
    }
}
