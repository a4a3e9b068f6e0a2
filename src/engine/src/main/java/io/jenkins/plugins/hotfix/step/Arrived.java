package io.jenkins.plugins.hotfix.step;

import io.jenkins.plugins.hotfix.git.Commit;
import io.jenkins.plugins.hotfix.git.GitRepository;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** Which changes of production a branch has already, as the same commits or as copies that say so. */
final class Arrived {
    private static final int SEARCHED = 20_000;

    private final Set<String> ids = new HashSet<>();

    /**
     * @param base the production that the changes were made on
     * @param tip the branch's tip
     */
    Arrived(GitRepository git, String base, String tip) throws IOException {
        for (Commit commit : git.commits(base, tip, SEARCHED)) {
            ids.add(commit.id());
            ids.addAll(commit.pickedFrom());
        }
    }

    /** Whether the branch has this change, or the one that it was copied from, or a copy of either. */
    boolean has(Commit change) {
        Set<String> names = new HashSet<>(Set.of(change.id()));
        names.addAll(change.pickedFrom());
        return names.stream().anyMatch(ids::contains);
    }
}
