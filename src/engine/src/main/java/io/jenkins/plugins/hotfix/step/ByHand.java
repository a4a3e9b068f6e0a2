package io.jenkins.plugins.hotfix.step;

import io.jenkins.plugins.hotfix.git.Commit;
import io.jenkins.plugins.hotfix.git.CommitDraft;
import io.jenkins.plugins.hotfix.git.Trailer;
import io.jenkins.plugins.hotfix.process.ShellWord;
import io.jenkins.plugins.hotfix.step.Transplant.Grown;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The commands with which a person finishes in a clone what git could not do by itself. */
final class ByHand {
    /** Where git stops several times, each time in other files; those that do not conflict yet may not even exist. */
    private static final String ADD_CONFLICTING =
            "git diff --name-only --diff-filter=U -z --line-prefix=':(top,literal)'"
                    + " | git add --all --pathspec-from-file=- --pathspec-file-nul";

    private ByHand() {}

    /**
     * @param source the branch of the remote that has the fix
     * @param review the branch on which the result is reviewed if the target is protected
     */
    static List<String> commands(
            Grown.Conflicting conflicting,
            Patch patch,
            String target,
            String source,
            String review,
            @Nullable Integer mainline) {
        List<String> commands = new ArrayList<>();
        commands.add("git fetch origin " + fetched(target) + " " + fetched(source));
        commands.add("git switch --force-create " + ShellWord.of(review) + " "
                + ShellWord.of("refs/remotes/origin/" + target));
        boolean merge = conflicting.missing().isEmpty();
        commands.add(merge ? merge(conflicting.draft(), patch.tip()) : pick(conflicting.missing(), mainline));
        List<String> paths = conflicting.result().conflicts().stream()
                .map(conflict -> conflict.path())
                .distinct()
                .toList();
        commands.add("# In these files keep what is right, and delete the lines <<<<<<<, ======= and >>>>>>>:");
        paths.forEach(path -> commands.add("#   " + ShellWord.of(path).replaceAll("\\p{Cntrl}", "?")));
        boolean several = conflicting.missing().size() > 1;
        commands.add(several ? ADD_CONFLICTING : "git add --all -- " + words(paths));
        commands.add(merge ? "git commit --no-edit --cleanup=strip" : "git -c core.editor=true cherry-pick --continue");
        if (several) {
            commands.add("# Git stops at each commit that conflicts: do the same again until it says no more.");
            commands.add("# If it says that one is empty now, say that you know of it, and continue:");
            commands.add("#   git commit --allow-empty --no-edit");
        }
        commands.add("git push origin " + ShellWord.of("HEAD:refs/heads/" + target));
        return commands;
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
