package io.jenkins.plugins.hotfix.forge;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a pull request is from being merged.
 *
 * @param reviews the newest of each reviewer
 * @param checks what was checked of its head
 * @param wants what the forge's rules still miss, as sentences; empty if nothing
 */
public record Standing(PullRequest pullRequest, List<Review> reviews, List<Check> checks, List<String> wants)
        implements Serializable {
    public Standing {
        reviews = List.copyOf(reviews);
        checks = List.copyOf(checks);
        wants = List.copyOf(wants);
    }

    /**
     * What somebody said of it.
     *
     * @param by as the forge calls them
     * @param commit what they had before them; null if the forge does not say
     */
    public record Review(
            String by, boolean approves, @Nullable String commit, String url) implements Serializable {}

    /** What a machine said of it. */
    public record Check(String name, Result result, boolean required) implements Serializable {}

    /** How a check ended. */
    public enum Result {
        PASSED,
        FAILED,
        PENDING
    }

    /** Who approves of what its head holds now. */
    public List<Review> approvals() {
        return reviews.stream()
                .filter(review -> review.approves()
                        && (review.commit() == null || review.commit().equals(pullRequest.commit())))
                .toList();
    }

    /** Whether a person says that it must not be merged. */
    public List<Review> objections() {
        return reviews.stream().filter(review -> !review.approves()).toList();
    }
}
