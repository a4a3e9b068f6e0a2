package io.jenkins.plugins.hotfix.git.history;

import io.jenkins.plugins.hotfix.git.command.Git;
import io.jenkins.plugins.hotfix.git.command.GitException;
import io.jenkins.plugins.hotfix.git.command.GitOutput;
import io.jenkins.plugins.hotfix.git.remote.LightFetch;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Which commit is in the history of which. Where history is cut and could change the answer, the rest is brought first. */
public final class Ancestry {
    private final Git git;
    private final Path directory;
    private final LightFetch fetching;

    /** @param fetching brings the older history that an answer needs */
    public Ancestry(Git git, Path directory, LightFetch fetching) {
        this.git = git;
        this.directory = directory;
        this.fetching = fetching;
    }

    /** Whether {@code descendant} contains {@code ancestor}; a commit contains itself. */
    public boolean isAncestor(String ancestor, String descendant) throws GitException {
        if (ancestor.equals(descendant)) {
            return true;
        }
        GitOutput output = git.command(directory, "merge-base", "--is-ancestor", ancestor, descendant)
                .run();
        if (output.exit() > 1) {
            throw output.failure("Cannot compare " + ancestor + " with " + descendant);
        }
        if (!output.succeeded() && fetching.isCut() && fetching.reachBackTo(ancestor)) {
            return isAncestor(ancestor, descendant);
        }
        return output.succeeded();
    }

    /** A best common ancestor; empty if the histories are unrelated. */
    public Optional<String> mergeBase(String a, String b) throws GitException {
        return mergeBases(a, b).stream().findFirst();
    }

    /** The best common ancestors: several where branches merged each other. */
    public List<String> mergeBases(String a, String b) throws GitException {
        GitOutput output = git.command(directory, "merge-base", "--all", a, b).run();
        if (output.exit() > 1) {
            throw output.failure("Cannot compare " + a + " with " + b);
        }
        // Over a cut history a common ancestor is surely the best only if it is one of the two.
        if (fetching.isCut() && !output.text().equals(a) && !output.text().equals(b)) {
            fetching.cover(a, b);
            output = git.command(directory, "merge-base", "--all", a, b).run();
            if (output.lines().size() > 1) {
                // What they have in common counts in a merge, too.
                fetching.complete();
            }
        }
        return output.lines();
    }
}
