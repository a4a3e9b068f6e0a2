package io.jenkins.plugins.hotfix.local.backport;

import io.jenkins.plugins.hotfix.backport.Prerequisites;
import io.jenkins.plugins.hotfix.git.merge.MergeResult;
import io.jenkins.plugins.hotfix.git.merge.Pick;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Many cases in one process, each {@code COMMIT ONTO}. Nothing is pushed.
 *
 * @param mainline for merge commits: the parent, from 1, that their change is taken against
 */
public record Batch(GitRepository git, @Nullable Integer mainline, Prerequisites.Limits limits) {
    /** Few enough that the first answers come soon, many enough that git always has something to do. */
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
        // Some are sure to ask for history; fetched in the middle, it would end what git is at for the others.
        git.history();
        Names names = Names.of(git, typed);
        ExecutorService workers =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            List<Future<List<Case>>> all = new ArrayList<>();
            for (int at = 0; at < cases.size(); at += AT_ONCE) {
                List<List<String>> some = cases.subList(at, Math.min(cases.size(), at + AT_ONCE));
                all.add(workers.submit(() -> tried(names, some)));
            }
            for (Future<List<Case>> some : all) {
                some.get().forEach(out);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The batch was stopped.");
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        } finally {
            workers.shutdownNow();
        }
    }

    private List<Case> tried(Names names, List<List<String>> cases) {
        Optional<List<MergeResult>> together = together(names, cases);
        List<Case> found = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            int at = i;
            found.add(tried(names, cases.get(i), together.map(results -> results.get(at))));
        }
        return found;
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
