package io.jenkins.plugins.hotfix.git.object;

import io.jenkins.plugins.hotfix.git.command.Person;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A commit.
 *
 * @param id full object id
 * @param tree full id of its tree
 * @param parents full ids, first parent first; empty for a root commit
 * @param subject first paragraph of the message on one line
 * @param body the rest of the message, trailers included
 * @param authoredAt when the change was made
 * @param committedAt when the commit was made
 * @param trailers in the order of the message
 */
public record Commit(
        String id,
        String tree,
        List<String> parents,
        String subject,
        String body,
        Person author,
        Person committer,
        Instant authoredAt,
        Instant committedAt,
        List<Trailer> trailers)
        implements Serializable {

    public Commit {
        parents = List.copyOf(parents);
        trailers = List.copyOf(trailers);
    }

    /** Whether the commit has more than one parent. */
    public boolean isMerge() {
        return parents.size() > 1;
    }

    /** The subject and the body as they were committed. */
    public String message() {
        return body.isEmpty() ? subject : subject + "\n\n" + body;
    }

    /** The line that a pick of this commit leaves in the copy's message, as {@code git cherry-pick -x} writes it. */
    public String originLine() {
        return Messages.origin(id);
    }

    /** The full ids of the commits that this one was picked from, by the lines that {@link #originLine} gives. */
    public Set<String> pickedFrom() {
        return Messages.origins(body);
    }

    /** The value of the last trailer of this name, whatever its case. */
    public Optional<String> trailer(String key) {
        return trailers.stream()
                .filter(trailer -> trailer.key().equalsIgnoreCase(key))
                .map(Trailer::value)
                .reduce((earlier, later) -> later);
    }
}
