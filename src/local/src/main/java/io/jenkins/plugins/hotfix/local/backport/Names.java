package io.jenkins.plugins.hotfix.local.backport;

import io.jenkins.plugins.hotfix.git.command.GitException;
import io.jenkins.plugins.hotfix.git.object.ObjectId;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.report.Visible;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The commits that a person names: by id or its beginning, by a branch of the remote or a tag. */
record Names(GitRepository git) {
    private static final String HEADS = "refs/heads/";
    private static final String TAGS = "refs/tags/";

    /**
     * Brings from the remote what is named: the branches and tags, and for an id that is not here yet all of them. Full ids are looked for when
     * they are asked for.
     */
    static Names of(GitRepository git, Collection<String> typed) throws GitException {
        List<String> names =
                typed.stream().filter(name -> !ObjectId.isFull(name)).distinct().toList();
        if (names.isEmpty()) {
            return new Names(git);
        }
        Set<String> there = git.remoteRefs(HEADS + "*", TAGS + "*").keySet();
        String[] refs = names.stream()
                .flatMap(name -> Stream.of(HEADS + name, TAGS + name))
                .filter(there::contains)
                .toArray(String[]::new);
        if (refs.length > 0) {
            git.fetch(refs);
        }
        for (String name : names) {
            if (git.resolve(name).isEmpty()) {
                git.fetch(HEADS + "*", TAGS + "*");
                break;
            }
        }
        return new Names(git);
    }

    /**
     * The commit that is meant.
     *
     * @throws IOException if there is none
     */
    String id(String typed) throws IOException {
        if (ObjectId.isFull(typed) && git.commit(typed).isPresent()) {
            return typed;
        }
        Optional<String> found = git.resolve(typed);
        return found.orElseThrow(() -> new IOException("There is no commit \"" + Visible.line(typed, 100)
                + "\", neither in the repository nor on its remote. Name it by its id, a branch or a tag."));
    }
}
