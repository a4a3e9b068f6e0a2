package io.jenkins.plugins.hotfix.forge;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/** Pull requests that were looked for, newest first. */
public record Found(List<PullRequest> pullRequests) implements Serializable {
    public Found {
        pullRequests = List.copyOf(pullRequests);
    }

    /** The one that people still can merge. */
    public Optional<PullRequest> open() {
        return pullRequests.stream()
                .filter(each -> each.state() == PullRequest.State.OPEN)
                .findFirst();
    }
}
