package io.jenkins.plugins.hotfix.forge.hosting;

import io.jenkins.plugins.hotfix.forge.Extras;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where people review, and whom they ask: the section {@code forge} of the settings.
 *
 * @param kind {@code auto}: by the remote's host, where there is a token for it; {@code github}, {@code gitlab}, or {@code git} for none
 * @param apiUrl the address of its API, where that does not follow from the remote's URL
 * @param labels what every pull request of a hotfix is labelled with
 * @param reviewers users who are asked to review
 * @param teamReviewers teams that are asked to review
 * @param assignees users to whom it is assigned
 * @param milestone the title of its milestone
 */
public record ForgeSettings(
        Kind kind,
        @Nullable String apiUrl,
        List<String> labels,
        List<String> reviewers,
        List<String> teamReviewers,
        List<String> assignees,
        @Nullable String milestone) {
    /** The name of the section. */
    public static final String SECTION = "forge";

    public ForgeSettings {
        kind = Objects.requireNonNullElse(kind, Kind.AUTO);
        labels = Objects.requireNonNullElse(labels, List.of());
        reviewers = Objects.requireNonNullElse(reviewers, List.of());
        teamReviewers = Objects.requireNonNullElse(teamReviewers, List.of());
        assignees = Objects.requireNonNullElse(assignees, List.of());
        if (apiUrl != null && !apiUrl.matches("https?://[^\\s/?#@]+(/[^\\s?#]*)?")) {
            throw new IllegalArgumentException("apiUrl is no address such as https://github.example.org/api/v3");
        }
        apiUrl = apiUrl == null ? null : apiUrl.replaceAll("/+$", "");
    }

    /** What the repository is on. */
    public enum Kind {
        AUTO,
        GITHUB,
        GITLAB,
        GIT
    }

    /** What every pull request is given. */
    public Extras extras() {
        return new Extras(labels, reviewers, teamReviewers, assignees, milestone);
    }
}
