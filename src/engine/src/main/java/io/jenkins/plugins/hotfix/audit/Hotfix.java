package io.jenkins.plugins.hotfix.audit;

import io.jenkins.plugins.hotfix.git.object.Commit;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A hotfix as the repository shows it.
 *
 * @param id of its incident; for a commit that somebody named, what it is called
 * @param release what brought it to production
 * @param commits what it is made of, oldest first; no merges
 * @param bearers other commits that say they bring it, and the release itself
 * @param tag of the release; null if it has none
 * @param settled the branches that need nothing more, by people's word on record
 */
record Hotfix(
        String id,
        Commit release,
        List<Commit> commits,
        List<Commit> bearers,
        @Nullable String tag,
        Set<String> settled) {
    Hotfix {
        commits = List.copyOf(commits);
        bearers = List.copyOf(bearers);
        settled = Set.copyOf(settled);
    }

    Stream<Commit> all() {
        return Stream.concat(commits.stream(), bearers.stream());
    }
}
