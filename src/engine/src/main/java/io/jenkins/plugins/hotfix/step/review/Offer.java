package io.jenkins.plugins.hotfix.step.review;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change that people are asked to review.
 *
 * @param base the branch that it is for
 * @param head the branch that it is on; made if it is not there
 * @param expected what the head must hold now; null: it must not exist
 * @param commit what the head is to hold
 * @param body Markdown
 * @param labels beside those of the settings
 * @param draft whether it is not ready to be merged
 */
public record Offer(
        String base,
        String head,
        @Nullable String expected,
        String commit,
        String title,
        String body,
        List<String> labels,
        boolean draft) {
    public Offer {
        labels = List.copyOf(labels);
    }
}
