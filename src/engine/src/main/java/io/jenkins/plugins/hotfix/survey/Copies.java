package io.jenkins.plugins.hotfix.survey;

import io.jenkins.plugins.hotfix.git.command.GitException;
import io.jenkins.plugins.hotfix.git.history.WholeHistory;
import io.jenkins.plugins.hotfix.git.object.Commit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The commits that make the same change as others, whatever they say of themselves. */
public final class Copies {
    private final Map<String, String> patches;
    private final Map<String, List<String>> byPatch = new HashMap<>();

    private Copies(Map<String, String> patches) {
        this.patches = patches;
        patches.forEach((commit, patch) ->
                byPatch.computeIfAbsent(patch, any -> new ArrayList<>()).add(commit));
    }

    /**
     * Looks for the copies of some commits: those that change exactly the same files are compared.
     *
     * @param wanted full ids
     * @param tips where their copies may be
     * @param without where there is none of interest
     */
    static Copies of(
            WholeHistory history, Collection<String> wanted, Collection<String> tips, Collection<String> without)
            throws GitException {
        Map<String, Set<String>> files = history.files(wanted);
        Set<Set<String>> together = new HashSet<>(files.values());
        together.removeIf(Set::isEmpty);
        if (together.isEmpty()) {
            return new Copies(Map.of());
        }
        Map<Set<String>, Set<String>> alike = new HashMap<>();
        files.forEach((commit, changed) ->
                alike.computeIfAbsent(changed, any -> new LinkedHashSet<>()).add(commit));
        history.filesIn(tips, without).forEach((commit, changed) -> {
            if (together.contains(changed)) {
                alike.computeIfAbsent(changed, any -> new LinkedHashSet<>()).add(commit);
            }
        });
        // What nothing else is like has no copy.
        Set<String> compared = new LinkedHashSet<>();
        alike.forEach((changed, commits) -> {
            if (!changed.isEmpty() && commits.size() > 1) {
                compared.addAll(commits);
            }
        });
        return new Copies(history.patches(compared));
    }

    /** The full ids of the others that make the same change. */
    public List<String> of(Commit commit) {
        String patch = patches.get(commit.id());
        return patch == null
                ? List.of()
                : byPatch.get(patch).stream()
                        .filter(id -> !id.equals(commit.id()))
                        .toList();
    }
}
