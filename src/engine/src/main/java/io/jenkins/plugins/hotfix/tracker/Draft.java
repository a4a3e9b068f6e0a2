package io.jenkins.plugins.hotfix.tracker;

import java.util.Locale;

/**
 * What a ticket should say.
 *
 * @param body Markdown
 * @param moved whether its stage is another one than before; else people may have moved it, and that stays
 */
public record Draft(String title, String body, Stage stage, boolean moved) {

    /** How far it is, as every tracker knows it. */
    public enum Stage {
        /** Somebody should do it some day. */
        TO_DO,
        /** It is worked on, before everything else. */
        URGENT,
        DONE,
        /** Nobody does it any more. */
        CANCELED;

        /** As it is sent to a webhook. */
        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
