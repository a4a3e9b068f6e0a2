package io.jenkins.plugins.hotfix.local.init;

import io.jenkins.plugins.hotfix.config.Settings;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.testing.change.Change;
import io.jenkins.plugins.hotfix.testing.change.SourceTree;
import io.jenkins.plugins.hotfix.testing.selection.TestPlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What can be seen of a service in its repository.
 *
 * @param production the branch that production runs from
 * @param configured whether there is a {@code .hotfix.yml} on it already
 * @param branches the branches of the remote
 * @param tools the test tools that are known and have something to test here
 * @param allTests the command that runs all tests
 * @param scripts the commands that the repository gives names to
 * @param version the newest version in production's history
 */
public record Survey(
        Guess production,
        boolean configured,
        List<String> branches,
        List<String> tools,
        Optional<Guess> allTests,
        Scripts scripts,
        Optional<String> version) {

    private static final String HEADS = "refs/heads/";
    private static final Pattern VERSION = Pattern.compile(".*\\d+\\.\\d+\\.\\d+");

    /** Of each kind of file so many are shown to the test tools, which look around from there. */
    private static final int SAMPLES = 20;

    /** What runs all tests where a file of this name is at the root. */
    private static final Map<String, String> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("mvnw", "sh ./mvnw -B verify");
        COMMANDS.put("pom.xml", "mvn -B verify");
        COMMANDS.put("gradlew", "sh ./gradlew test");
        COMMANDS.put("build.gradle", "gradle test");
        COMMANDS.put("build.gradle.kts", "gradle test");
        COMMANDS.put("go.mod", "go test ./...");
        COMMANDS.put("Cargo.toml", "cargo test --workspace");
        COMMANDS.put("pytest.ini", "pytest");
        COMMANDS.put("pyproject.toml", "pytest");
        COMMANDS.put(".rspec", "bundle exec rspec");
        COMMANDS.put("phpunit.xml", "vendor/bin/phpunit");
        COMMANDS.put("phpunit.xml.dist", "vendor/bin/phpunit");
    }

    /**
     * Looks at what the remote has now.
     *
     * @throws IOException if it does not answer, or has no branch yet
     */
    public static Survey of(GitRepository git) throws IOException {
        List<String> branches = git.remoteRefs(HEADS + "*").keySet().stream()
                .map(ref -> ref.substring(HEADS.length()))
                .sorted()
                .toList();
        Guess production = production(branches, git);
        git.fetch(HEADS + production.value(), "refs/tags/*");
        String tip = git.branch(production.value()).orElseThrow();
        SourceTree tree = SourceTree.of(git, tip);
        Scripts scripts = Scripts.of(tree);
        return new Survey(
                production,
                tree.has(Settings.FILE),
                branches,
                tools(tree),
                scripts.first("test", "check").or(() -> allTests(tree)),
                scripts,
                git.version(tip).filter(tag -> VERSION.matcher(tag).matches()));
    }

    private static Guess production(Collection<String> branches, GitRepository git) throws IOException {
        for (String usual : List.of("main", "master")) {
            if (branches.contains(usual)) {
                return new Guess(usual, "a branch of this name");
            }
        }
        Optional<String> head = git.defaultBranch().filter(branches::contains);
        return head.map(branch -> new Guess(branch, "the remote's default branch"))
                .orElseThrow(() -> new IOException("Nobody can tell which branch production runs from: "
                        + git.remoteUrl() + " has neither main nor master, and no default branch. Nothing was written;"
                        + " push the branch that production runs from first."));
    }

    private static List<String> tools(SourceTree tree) throws IOException {
        Map<String, Integer> seen = new HashMap<>();
        List<String> sample = new ArrayList<>(tree.names(""));
        tree.below("", path -> true).stream()
                .filter(path -> seen.merge(path.replaceFirst(".*[./]", ""), 1, Integer::sum) <= SAMPLES)
                .forEach(sample::add);
        return TestPlan.of(new Change(tree, sample)).selections().stream()
                .map(selection -> selection.tool())
                .distinct()
                .toList();
    }

    private static Optional<Guess> allTests(SourceTree tree) {
        return COMMANDS.entrySet().stream()
                .filter(command -> tree.has(command.getKey()))
                .map(command -> new Guess(command.getValue(), command.getKey()))
                .findFirst();
    }

    Stream<String> releases() {
        return branches.stream().filter(branch -> branch.startsWith("release/"));
    }
}
