package io.jenkins.plugins.hotfix.forge;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pull request, or a merge request, as the forge has it.
 *
 * @param url where people look at it
 * @param commit what its head holds
 * @param merged the commit on the base that it became; null unless it is merged
 * @param mergedBy who merged it, as the forge calls them; null if nobody did, or that is not known
 * @param author who opened it, as the forge calls them
 * @param remarks what it could not be given, as sentences
 */
public record PullRequest(
        int number,
        String url,
        State state,
        String head,
        String commit,
        String base,
        boolean draft,
        String title,
        @Nullable String merged,
        @Nullable String mergedBy,
        String author,
        List<String> remarks)
        implements Serializable {
    public PullRequest {
        remarks = List.copyOf(remarks);
    }

    /** How far it came. */
    public enum State {
        OPEN,
        MERGED,
        /** Somebody closed it without a merge. */
        CLOSED
    }

    /** The same with more remarks. */
    public PullRequest with(List<String> more) {
        List<String> all = new ArrayList<>(remarks);
        all.addAll(more);
        return new PullRequest(number, url, state, head, commit, base, draft, title, merged, mergedBy, author, all);
    }
}
