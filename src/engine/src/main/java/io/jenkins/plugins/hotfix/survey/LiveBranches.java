package io.jenkins.plugins.hotfix.survey;

import io.jenkins.plugins.hotfix.backport.Targets;
import io.jenkins.plugins.hotfix.config.Settings;
import io.jenkins.plugins.hotfix.git.command.GitException;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The branches that a hotfix concerns, fetched with all tags.
 *
 * @param production what production runs from
 * @param targets where fixes must be, too
 * @param missing what was asked for and is no branch
 * @param named the targets that somebody named; of others those that are in production already are of the past
 */
public record LiveBranches(Branch production, List<Branch> targets, List<String> missing, Set<String> named) {
    private static final String HEADS = "refs/heads/";
    private static final String MAIN = "main";

    public LiveBranches {
        targets = List.copyOf(targets);
        missing = List.copyOf(missing);
        named = Set.copyOf(named);
    }

    /**
     * Fetches them.
     *
     * @param production its name; null: main, or the remote's default branch where there is no main
     * @param to names and patterns as {@link Targets} takes them; null: what {@code .hotfix.yml} on production has for {@code
     *     backportDevelop.to}, else its default
     */
    public static LiveBranches fetch(GitRepository git, @Nullable String production, @Nullable List<String> to)
            throws IOException {
        Map<String, String> there = new HashMap<>();
        git.remoteRefs(HEADS + "*").forEach((ref, id) -> there.put(ref.substring(HEADS.length()), id));
        String name = production != null
                ? production
                : there.containsKey(MAIN) ? MAIN : git.defaultBranch().orElse(MAIN);
        git.fetch(HEADS + name, "refs/tags/*");
        Branch runs = branch(git, name);
        Optional<List<String>> configured = to == null ? configured(git, runs.tip()) : Optional.empty();
        List<String> asked = Optional.ofNullable(to).or(() -> configured).orElse(Targets.DEFAULT);
        Targets targets = Targets.of(asked, others(there.keySet(), name));
        if (!targets.branches().isEmpty()) {
            git.fetch(targets.branches().stream().map(each -> HEADS + each).toArray(String[]::new));
        }
        List<Branch> branches = new ArrayList<>();
        for (String each : targets.branches()) {
            branches.add(branch(git, each));
        }
        return new LiveBranches(
                runs,
                branches,
                to == null ? List.of() : targets.missing(),
                Set.copyOf(to == null ? asked : targets.branches()));
    }

    private static Branch branch(GitRepository git, String name) throws GitException {
        return new Branch(name, git.branch(name).orElseThrow());
    }

    private static Collection<String> others(Collection<String> all, String production) {
        Set<String> others = new LinkedHashSet<>(all);
        others.remove(production);
        return others;
    }

    private static Optional<List<String>> configured(GitRepository git, String tip) throws IOException {
        Optional<byte[]> file = git.file(tip, Settings.FILE);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        Object section = Settings.read(new String(file.get(), StandardCharsets.UTF_8), Settings.FILE)
                .get("backportDevelop");
        Object to = section instanceof Map<?, ?> settings ? settings.get("to") : null;
        return to instanceof List<?> list
                ? Optional.of(list.stream().map(String::valueOf).toList())
                : Optional.ofNullable(to)
                        .map(text -> Stream.of(String.valueOf(text).split(","))
                                .map(String::strip)
                                .filter(each -> !each.isEmpty())
                                .toList());
    }

    /** All of them, production first. */
    public List<Branch> all() {
        return Stream.concat(Stream.of(production), targets.stream()).toList();
    }

    /** Those that are alive: of targets that only a pattern means, not those whose history is all in production. */
    public List<Branch> alive(Graph graph) {
        return Stream.concat(
                        Stream.of(production),
                        targets.stream()
                                .filter(each ->
                                        named.contains(each.name()) || !graph.holds(production.tip(), each.tip())))
                .toList();
    }
}
