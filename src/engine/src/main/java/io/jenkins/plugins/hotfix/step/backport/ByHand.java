package io.jenkins.plugins.hotfix.step.backport;

import io.jenkins.plugins.hotfix.command.ShellWord;
import io.jenkins.plugins.hotfix.git.object.Commit;
import io.jenkins.plugins.hotfix.git.object.CommitDraft;
import io.jenkins.plugins.hotfix.git.object.Trailer;
import io.jenkins.plugins.hotfix.step.backport.Transplant.Transplanted;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The commands with which a person finishes in a clone what git could not do by itself.
 *
 * @param source the branch of the remote that has the fix
 * @param review the branch on which the result is reviewed
 * @param left what the remote has of the review branch now, for the person to replace; null if there is nothing, or somebody's work
 * @param versioned the files of the fix in which the target keeps its own version
 */
record ByHand(
        Patch patch,
        String target,
        String source,
        String review,
        @Nullable String left,
        @Nullable Integer mainline,
        List<String> versioned) {
    /**
     * In the clone other files may conflict than here, under other names; and git stops several times, each time in others. Unlike {@code
     * git diff}, {@code git diff-files} does not lock the index, which {@code git add} needs at the same time.
     */
    private static final String ADD_CONFLICTING =
            "git diff-files --name-only --diff-filter=U -z --line-prefix=':(top,literal)'"
                    + " | git add --all --pathspec-from-file=- --pathspec-file-nul";

    List<String> commands(Transplanted.Conflicting conflicting) {
        List<String> commands = new ArrayList<>();
        commands.add("git fetch origin " + fetched(target) + " " + fetched(source));
        commands.add("git switch --force-create " + ShellWord.of(review) + " "
                + ShellWord.of("refs/remotes/origin/" + target));
        boolean merge = conflicting.missing().isEmpty();
        commands.add(merge ? merge(conflicting.draft(), patch.tip()) : pick(conflicting.missing(), mainline));
        commands.add("# In these files keep what is right, and delete the lines <<<<<<<, ======= and >>>>>>>:");
        conflicting.result().conflicts().stream()
                .map(Sides::path)
                .distinct()
                .forEach(path -> commands.add(named(path)));
        if (!versioned.isEmpty()) {
            commands.add("# In these keep the version of " + target + ", also where git reports no conflict:");
            versioned.forEach(path -> commands.add(named(path)));
        }
        commands.add(ADD_CONFLICTING);
        if (!versioned.isEmpty()) {
            commands.add("git add --update -- " + words(versioned));
        }
        commands.add(merge ? "git commit --no-edit --cleanup=strip" : "git -c core.editor=true cherry-pick --continue");
        if (conflicting.missing().size() > 1) {
            commands.add("# Git stops at each commit that conflicts: do the same again until it says no more.");
            commands.add("# If it says that one is empty now, say that you know of it, and continue:");
            commands.add("#   git commit --allow-empty --no-edit");
        }
        if (left != null) {
            String ref = "refs/heads/" + review;
            commands.add("# For review, by a pull request to " + target + ":");
            commands.add("git push " + ShellWord.of("--force-with-lease=" + ref + ":" + left) + " origin "
                    + ShellWord.of("HEAD:" + ref));
            commands.add("# Or at once, if " + target + " takes pushes:");
        }
        commands.add("git push origin " + ShellWord.of("HEAD:refs/heads/" + target));
        return commands;
    }

    private static String named(String path) {
        return "#   " + ShellWord.of(path).replaceAll("\\p{Cntrl}", "?");
    }

    private static String fetched(String branch) {
        return ShellWord.of("+refs/heads/" + branch + ":refs/remotes/origin/" + branch);
    }

    private static String merge(CommitDraft draft, String tip) {
        String trailers = draft.trailers().stream().map(ByHand::line).collect(Collectors.joining("\n"));
        return "git merge --no-ff --message " + ShellWord.of(draft.message()) + " --message " + ShellWord.of(trailers)
                + " " + tip;
    }

    private static String line(Trailer trailer) {
        return trailer.key() + ": " + trailer.value().replaceAll("\\p{Cntrl}", " ");
    }

    private static String pick(List<Commit> commits, @Nullable Integer mainline) {
        boolean merges = commits.stream().anyMatch(Commit::isMerge);
        return "git cherry-pick -x " + (merges && mainline != null ? "--mainline " + mainline + " " : "")
                + commits.stream().map(Commit::id).collect(Collectors.joining(" "));
    }

    private static String words(Collection<String> paths) {
        return paths.stream().map(path -> ShellWord.of(":(top,literal)" + path)).collect(Collectors.joining(" "));
    }
}
