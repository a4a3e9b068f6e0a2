package io.jenkins.plugins.hotfix.step;

import java.io.Serializable;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the host itself recorded of how a gate ended.
 *
 * @param by who answered, as the host authenticated them
 * @param via how: {@code jenkins-input}, {@code terminal}, {@code --yes}
 * @param answers the gate's fields as they were filled in
 * @param refusal how it ended without approval, as a sentence; null if it was approved
 */
public record Evidence(
        String by,
        Instant when,
        String via,
        Map<String, String> answers,
        @Nullable String refusal) implements Serializable {
    /** Who answered where nobody did. */
    public static final String NOBODY = "nobody";

    /** Somebody approved. */
    public Evidence(String by, Instant when, String via, Map<String, String> answers) {
        this(by, when, via, answers, null);
    }

    /** It ended without approval. */
    public static Evidence refused(String by, Instant when, String via, String why) {
        return new Evidence(by, when, via, Map.of(), why);
    }
}
