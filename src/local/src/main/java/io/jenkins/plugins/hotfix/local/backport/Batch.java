package io.jenkins.plugins.hotfix.local.backport;

import io.jenkins.plugins.hotfix.backport.Prerequisites;
import io.jenkins.plugins.hotfix.git.GitRepository;
import io.jenkins.plugins.hotfix.git.MergeResult;
import io.jenkins.plugins.hotfix.git.Pick;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Many cases in one process, each {@code COMMIT ONTO}. Nothing is pushed.
 *
 * @param mainline for merge commits: the parent, from 1, that their change is taken against
 */
public record Batch(GitRepository git, @Nullable Integer mainline, Prerequisites.Limits limits) {
    /** Git works at as many while they are prepared and printed; the first is out as soon as the last of them is known. */
    private static final int AT_ONCE = 100;

    /**
     * Tries all, in order; one that cannot be tried does not stop the others.
     *
     * @param lines two words each; more are not looked at, blank lines are no case
     * @param out gets each case as soon as it and those beside it are known
     */
    public void run(List<String> lines, Consumer<Case> out) throws IOException {
        List<List<String>> cases = lines.stream()
                .filter(line -> !line.isBlank())
                .map(line -> List.of(line.strip().split("\\s+")))
                .toList();
        List<String> typed = new ArrayList<>();
        cases.forEach(words -> typed.addAll(words.subList(0, Math.min(2, words.size()))));
        Names names = Names.of(git, typed);
        for (int at = 0; at < cases.size(); at += AT_ONCE) {
            tried(names, cases.subList(at, Math.min(cases.size(), at + AT_ONCE)), out);
        }
    }

    private void tried(Names names, List<List<String>> cases, Consumer<Case> out) {
        Optional<List<MergeResult>> together = together(names, cases);
        for (int i = 0; i < cases.size(); i++) {
            int at = i;
            out.accept(tried(names, cases.get(i), together.map(results -> results.get(at))));
        }
    }

    /** Empty if one of them cannot be tried: then each is asked for alone, to learn which. */
    private Optional<List<MergeResult>> together(Names names, List<List<String>> cases) {
        try {
            List<Pick> picks = new ArrayList<>();
            for (List<String> words : cases) {
                picks.add(pick(names, words));
            }
            return Optional.of(git.pick(picks));
        } catch (IOException oneOfThem) {
            return Optional.empty();
        }
    }

    private Case tried(Names names, List<String> words, Optional<MergeResult> known) {
        try {
            Pick pick = pick(names, words);
            MergeResult result =
                    known.isPresent() ? known.get() : git.pick(List.of(pick)).get(0);
            return found(words, pick, result);
        } catch (IOException failed) {
            String onto = words.size() < 2 ? null : words.get(1);
            return new Case(null, words.get(0), onto, "error", null, List.of(), null, null, failed.getMessage());
        }
    }

    private Pick pick(Names names, List<String> words) throws IOException {
        if (words.size() < 2) {
            throw new IOException("A line needs two words: COMMIT ONTO.");
        }
        String picked = names.id(words.get(0));
        // A mainline is for merges; the others have none.
        boolean merge = git.commit(picked).orElseThrow().isMerge();
        return new Pick(names.id(words.get(1)), picked, merge ? mainline : null);
    }

    private Case found(List<String> words, Pick pick, MergeResult result) throws IOException {
        boolean conflicting = result.status() == MergeResult.Status.CONFLICTING;
        return new Case(
                null,
                words.get(0),
                words.get(1),
                Case.status(result),
                conflicting ? null : result.tree(),
                Case.paths(result),
                conflicting
                        ? new Prerequisites(git, pick.onto(), limits)
                                .search(pick.commit())
                                .orElse(null)
                        : null,
                null,
                result.message().isEmpty() ? null : result.message());
    }
}
