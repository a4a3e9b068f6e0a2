package io.jenkins.plugins.hotfix.forge;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a pull request or an issue has beside its text.
 *
 * @param reviewers users by their names on the forge
 * @param teamReviewers teams by the last part of their names
 * @param assignees users by their names on the forge
 * @param milestone its title
 */
public record Extras(
        List<String> labels,
        List<String> reviewers,
        List<String> teamReviewers,
        List<String> assignees,
        @Nullable String milestone)
        implements Serializable {
    public Extras {
        labels = List.copyOf(labels);
        reviewers = List.copyOf(reviewers);
        teamReviewers = List.copyOf(teamReviewers);
        assignees = List.copyOf(assignees);
    }

    /** Nothing. */
    public static Extras none() {
        return labelled(List.of());
    }

    /** Labels alone. */
    public static Extras labelled(List<String> labels) {
        return new Extras(labels, List.of(), List.of(), List.of(), null);
    }

    /** The same with more labels. */
    public Extras alsoLabelled(List<String> more) {
        List<String> all =
                Stream.concat(labels.stream(), more.stream()).distinct().toList();
        return new Extras(all, reviewers, teamReviewers, assignees, milestone);
    }

    /** Whether there is nothing. */
    public boolean isEmpty() {
        return equals(none());
    }
}
