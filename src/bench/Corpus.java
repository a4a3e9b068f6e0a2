import io.jenkins.plugins.hotfix.backport.Prerequisites;
import io.jenkins.plugins.hotfix.git.command.Git;
import io.jenkins.plugins.hotfix.git.merge.MergeResult;
import io.jenkins.plugins.hotfix.git.merge.Pick;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs the engine over a list that {@code src/bench/backports} made, and says whether it agrees with git on every line, what a pick and a
 * conflict cost, and for how many conflicts it finds prerequisites. Started by {@code src/bench/corpus}.
 */
final class Corpus {
    private static final int AT_ONCE = 100;

    public static void main(String[] arguments) throws IOException {
        Path clone = Path.of(arguments[0]);
        List<String[]> cases = Files.readAllLines(Path.of(arguments[1])).stream()
                .map(line -> line.split(" "))
                .toList();
        Path scratch = Path.of(arguments[2]);
        boolean verbose = arguments.length > 3;
        long started = System.nanoTime();
        try (GitRepository git = GitRepository.open(Git.onPath(), scratch, clone, null)) {
            git.commit(cases.get(0)[0]);
            long setUp = System.nanoTime() - started;
            List<MergeResult> results = new ArrayList<>();
            started = System.nanoTime();
            for (int at = 0; at < cases.size(); at += AT_ONCE) {
                List<Pick> picks = new ArrayList<>();
                for (String[] words : cases.subList(at, Math.min(cases.size(), at + AT_ONCE))) {
                    picks.add(new Pick(words[1], words[0], null));
                }
                results.addAll(git.pick(picks));
            }
            long picking = System.nanoTime() - started;
            int clean = 0;
            int found = 0;
            List<String> different = new ArrayList<>();
            List<Long> conflicts = new ArrayList<>();
            for (int i = 0; i < cases.size(); i++) {
                String[] words = cases.get(i);
                boolean conflicting = results.get(i).status() == MergeResult.Status.CONFLICTING;
                if (!words[2].equals(conflicting ? "conflict" : results.get(i).tree())) {
                    different.add(words[0] + " onto " + words[1]);
                }
                if (!conflicting) {
                    clean++;
                    continue;
                }
                started = System.nanoTime();
                Optional<List<String>> before =
                        new Prerequisites(git, words[1], Prerequisites.Limits.DEFAULT).search(words[0]);
                long nanos = System.nanoTime() - started;
                conflicts.add(nanos);
                found += before.isPresent() ? 1 : 0;
                if (verbose) {
                    System.out.println(nanos / 1_000_000 + " ms " + words[0] + " " + words[1] + " "
                            + before.map(Object::toString).orElse("none") + " "
                            + results.get(i).conflicts().stream()
                                    .map(each -> each.kind() + ":" + each.path() + ":"
                                            + each.hunks().size())
                                    .toList());
                }
            }
            conflicts.sort(null);
            System.out.printf(
                    "| %s | %d | %d | %d | %d | %d | %.1f | %d | %d | %d | %d (%.0f %%) |%n",
                    clone.getParent() == null ? clone : name(clone),
                    cases.size(),
                    clean,
                    conflicts.size(),
                    different.size(),
                    setUp / 1_000_000,
                    picking / 1e6 / cases.size(),
                    at(conflicts, 0.5),
                    at(conflicts, 0.95),
                    at(conflicts, 1),
                    found,
                    100.0 * found / Math.max(1, conflicts.size()));
            different.forEach(each -> System.err.println("Git and the engine differ: " + each));
            if (!different.isEmpty()) {
                System.exit(1);
            }
        }
    }

    private static String name(Path clone) {
        String last = clone.getFileName().toString();
        return last.equals("repo") || last.equals(".git") ? clone.getParent().getFileName().toString() : last;
    }

    private static long at(List<Long> sorted, double share) {
        return sorted.isEmpty() ? 0 : sorted.get((int) Math.ceil(share * sorted.size()) - 1) / 1_000_000;
    }
}
