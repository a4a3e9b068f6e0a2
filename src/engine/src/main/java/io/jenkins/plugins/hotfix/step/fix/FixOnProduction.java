package io.jenkins.plugins.hotfix.step.fix;

import io.jenkins.plugins.hotfix.backport.Presence;
import io.jenkins.plugins.hotfix.git.object.Commit;
import io.jenkins.plugins.hotfix.git.object.ObjectId;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.step.release.TagName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A fix that people brought to production before anybody declared a hotfix: what is left is to test, tag, deploy and
 * backport it.
 *
 * @param base the commit before its first
 * @param tip its last commit
 * @param commits all of them, newest first
 */
record FixOnProduction(String base, String tip, List<Commit> commits) {

    FixOnProduction {
        commits = List.copyOf(commits);
    }

    /**
     * Finds it.
     *
     * @param typed branches or commits, each of which production has, as it is or as a copy
     * @param production the tip of production
     * @param most commits that are read
     * @return empty if these are no commits one after the other
     */
    static Optional<FixOnProduction> of(GitRepository git, List<String> typed, String production, int most)
            throws IOException {
        List<FixOnProduction> parts = new ArrayList<>();
        for (String each : typed) {
            Optional<FixOnProduction> part = part(git, each, production, most);
            if (part.isEmpty()) {
                return Optional.empty();
            }
            parts.add(part.get());
        }
        return joined(git, parts, most);
    }

    /** The version that it was released in; empty if no version has it. */
    Optional<String> version(GitRepository git) throws IOException {
        return git.tagsContaining(tip).stream().filter(TagName::isVersion).findFirst();
    }

    private static Optional<FixOnProduction> part(GitRepository git, String typed, String production, int most)
            throws IOException {
        Optional<String> resolved = git.resolve(typed);
        if (resolved.isEmpty()) {
            return Optional.empty();
        }
        String head = resolved.get();
        if (!git.isAncestor(head, production)) {
            Optional<Presence> copy = Presence.of(git, production, head);
            return copy.isEmpty()
                    ? Optional.empty()
                    : Optional.of(of(git, copy.get().commit(), most));
        }
        Optional<String> merge = git.branch(typed).isEmpty()
                ? Optional.empty()
                : git.history().mergesOf(head, production).stream().findFirst();
        return Optional.of(of(git, merge.orElse(head), most));
    }

    /** What a commit, or the branch that it merged, brought to production. */
    private static FixOnProduction of(GitRepository git, String id, int most) throws IOException {
        Commit commit = git.commit(id).orElseThrow();
        if (commit.parents().isEmpty()) {
            throw new IllegalArgumentException("The commit " + ObjectId.abbreviated(id)
                    + " is the first of the repository, so there is nothing that it fixes. Nothing was changed; name"
                    + " another fix.");
        }
        String base = commit.parents().get(0);
        return new FixOnProduction(base, id, git.commits(base, id, most));
    }

    private static Optional<FixOnProduction> joined(GitRepository git, List<FixOnProduction> parts, int most)
            throws IOException {
        Set<String> ids = parts.stream()
                .flatMap(part -> part.commits.stream())
                .map(Commit::id)
                .collect(Collectors.toSet());
        for (FixOnProduction last : parts) {
            for (FixOnProduction first : parts) {
                List<Commit> all = git.commits(first.base, last.tip, most);
                if (ids.equals(all.stream().map(Commit::id).collect(Collectors.toCollection(HashSet::new)))) {
                    return Optional.of(new FixOnProduction(first.base, last.tip, all));
                }
            }
        }
        return Optional.empty();
    }
}
