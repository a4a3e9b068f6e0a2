package io.jenkins.plugins.hotfix.local.backport;

import io.jenkins.plugins.hotfix.backport.Prerequisites;
import io.jenkins.plugins.hotfix.git.GitRepository;
import io.jenkins.plugins.hotfix.git.MergeResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Many cases in one process, each {@code COMMIT ONTO}. Nothing is pushed.
 *
 * @param mainline for merge commits: the parent, from 1, that their change is taken against
 */
public record Batch(GitRepository git, @Nullable Integer mainline, Prerequisites.Limits limits) {

    /**
     * Tries all, in order; one that cannot be tried does not stop the others.
     *
     * @param lines two words each; more are not looked at, blank lines are no case
     * @param out gets each case as soon as it is known
     */
    public void run(List<String> lines, Consumer<Case> out) throws IOException {
        List<List<String>> cases = lines.stream()
                .filter(line -> !line.isBlank())
                .map(line -> List.of(line.strip().split("\\s+")))
                .toList();
        List<String> typed = new ArrayList<>();
        cases.forEach(words -> typed.addAll(words.subList(0, Math.min(2, words.size()))));
        Names names = Names.of(git, typed);
        for (List<String> words : cases) {
            out.accept(tried(names, words));
        }
    }

    private Case tried(Names names, List<String> words) {
        String commit = words.get(0);
        String onto = words.size() < 2 ? null : words.get(1);
        try {
            if (onto == null) {
                throw new IOException("A line needs two words: COMMIT ONTO.");
            }
            String picked = names.id(commit);
            String on = names.id(onto);
            MergeResult result = git.pick(on, picked, mainline(picked));
            boolean conflicting = result.status() == MergeResult.Status.CONFLICTING;
            return new Case(
                    null,
                    commit,
                    onto,
                    Case.status(result),
                    conflicting ? null : result.tree(),
                    Case.paths(result),
                    conflicting
                            ? new Prerequisites(git, on, limits).search(picked).orElse(null)
                            : null,
                    null,
                    result.message().isEmpty() ? null : result.message());
        } catch (IOException failed) {
            return new Case(null, commit, onto, "error", null, List.of(), null, null, failed.getMessage());
        }
    }

    /** A mainline is for merges; the others have none. */
    private @Nullable Integer mainline(String commit) throws IOException {
        return git.commit(commit).orElseThrow().isMerge() ? mainline : null;
    }
}
