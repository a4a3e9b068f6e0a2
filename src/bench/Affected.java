import io.jenkins.plugins.hotfix.backport.AffectedBranches;
import io.jenkins.plugins.hotfix.git.command.Git;
import io.jenkins.plugins.hotfix.git.command.GitException;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How well {@code hotfix affected} foresees what people did: of each fix that was brought to a maintenance branch with an {@code -x} line, which of
 * the branches that were alive then are affected, as they were before it. That nobody brought a fix to a branch is taken for "not needed", which it
 * need not be. Started by {@code src/bench/affected}.
 */
final class Affected {
    private static final Pattern ORIGIN = Pattern.compile("\\(cherry picked from commit ([0-9a-f]{40})\\)");

    private record Branch(String name, long parted, long last, Map<String, String> copies) {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path clone = Path.of(arguments[0]);
        List<Branch> branches = new ArrayList<>();
        Map<String, Boolean> fixes = new LinkedHashMap<>();
        for (String name : git(clone, "for-each-ref", "--format=%(refname:lstrip=2)", "refs/heads/" + arguments[2])) {
            Branch branch = branch(clone, name, arguments[1]);
            branches.add(branch);
            branch.copies().keySet().forEach(fix -> fixes.put(fix, true));
        }
        int most = Integer.parseInt(arguments[3]);
        List<String> all = List.copyOf(fixes.keySet());
        int step = Math.max(1, all.size() / most);
        Map<AffectedBranches.Status, int[]> counts = new EnumMap<>(AffectedBranches.Status.class);
        for (AffectedBranches.Status status : AffectedBranches.Status.values()) {
            counts.put(status, new int[2]);
        }
        int asked = 0;
        try (GitRepository git = GitRepository.open(Git.onPath(), Path.of(arguments[4]), clone, null)) {
            for (int i = 0; i < all.size(); i += step) {
                asked += count(git, clone, all.get(i), branches, counts) ? 1 : 0;
            }
        }
        int[] yes = counts.get(AffectedBranches.Status.AFFECTED);
        int[] no = counts.get(AffectedBranches.Status.NOT_AFFECTED);
        int[] unknown = counts.get(AffectedBranches.Status.UNKNOWN);
        System.out.printf(
                "| %s | %d | %d | %d | %d | %d | %.2f | %.2f | %d |%n",
                arguments[5],
                asked,
                yes[1],
                no[1],
                yes[0],
                no[0],
                (double) yes[1] / Math.max(1, yes[1] + no[1]),
                (double) yes[1] / Math.max(1, yes[1] + yes[0]),
                unknown[0] + unknown[1]);
    }

    private static Branch branch(Path clone, String name, String main) throws IOException, InterruptedException {
        String base = git(clone, "merge-base", name, main).get(0);
        Map<String, String> copies = new LinkedHashMap<>();
        String log = String.join(
                "\n",
                git(clone, "log", "--no-merges", "--format=%x01%P%n%B", "--grep=(cherry picked from", name, "^" + main));
        for (String each : log.split("\u0001")) {
            Matcher origin = ORIGIN.matcher(each);
            if (origin.find() && !each.isBlank()) {
                copies.put(origin.group(1), each.lines().findFirst().orElseThrow());
            }
        }
        return new Branch(name, time(clone, base), time(clone, name), copies);
    }

    private static boolean count(
            GitRepository git,
            Path clone,
            String fix,
            List<Branch> branches,
            Map<AffectedBranches.Status, int[]> counts)
            throws IOException, InterruptedException {
        if (git.commit(fix).isEmpty() || git.commit(fix).get().parents().size() != 1) {
            return false;
        }
        long at = git.commit(fix).get().committedAt().getEpochSecond();
        AffectedBranches affected;
        try {
            affected = AffectedBranches.by(git, fix);
        } catch (GitException unreadable) {
            return false;
        }
        for (Branch branch : branches) {
            String copied = branch.copies().get(fix);
            if (branch.parted() > at || branch.last() < at) {
                continue;
            }
            String then = copied != null
                    ? copied
                    : git(clone, "rev-list", "-1", "--first-parent", "--before=" + at, branch.name())
                            .get(0);
            counts.get(affected.of(then).status())[copied == null ? 0 : 1]++;
        }
        return true;
    }

    private static long time(Path clone, String commit) throws IOException, InterruptedException {
        return Long.parseLong(git(clone, "log", "-1", "--format=%ct", commit).get(0));
    }

    private static List<String> git(Path clone, String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("git", "-C", clone.toString()));
        line.addAll(List.of(arguments));
        Process process = new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", line) + " failed");
        }
        return out.lines().toList();
    }
}
