package io.jenkins.plugins.hotfix.forge;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What is to become different of a pull request; null: it stays as it is.
 *
 * @param body Markdown
 * @param draft whether it is not ready to be merged
 * @param open false closes it
 * @param extras what is added
 */
public record Change(
        @Nullable String title,
        @Nullable String body,
        @Nullable Boolean draft,
        @Nullable Boolean open,
        Extras extras) implements Serializable {

    /** Another text. */
    public static Change of(String title, String body, Extras extras) {
        return new Change(title, body, null, null, extras);
    }
}
