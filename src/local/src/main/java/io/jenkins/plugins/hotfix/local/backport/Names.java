package io.jenkins.plugins.hotfix.local.backport;

import io.jenkins.plugins.hotfix.git.GitException;
import io.jenkins.plugins.hotfix.git.GitRepository;
import io.jenkins.plugins.hotfix.report.Visible;
import java.io.IOException;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The commits that a person names: by id, or by a branch of the remote or a tag. */
record Names(GitRepository git, Set<String> heads) {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

    /** Looks for branches on the remote only if there is something else than full ids. */
    static Names of(GitRepository git, Collection<String> typed) throws GitException {
        if (typed.stream().allMatch(name -> ID.matcher(name).matches())) {
            return new Names(git, Set.of());
        }
        Set<String> heads = git.remoteRefs("refs/heads/*").keySet();
        String[] branches = typed.stream()
                .map(name -> "refs/heads/" + name)
                .filter(heads::contains)
                .distinct()
                .toArray(String[]::new);
        if (branches.length > 0) {
            git.fetch(branches);
        }
        return new Names(git, heads);
    }

    /**
     * The commit that is meant.
     *
     * @throws IOException if there is none
     */
    String id(String typed) throws IOException {
        if (ID.matcher(typed).matches() && git.commit(typed).isPresent()) {
            return typed;
        }
        Optional<String> found = git.resolve(typed);
        return found.orElseThrow(() -> new IOException("There is no commit \"" + Visible.line(typed, 100)
                + "\", neither in the repository nor on its remote. Name it by its id, a branch or a tag."));
    }
}
