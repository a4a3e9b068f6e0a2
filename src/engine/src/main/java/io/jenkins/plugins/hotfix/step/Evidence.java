package io.jenkins.plugins.hotfix.step;

import java.io.Serializable;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the host itself recorded of how a gate ended.
 *
 * @param by who answered, as the host authenticated them
 * @param asked when the question was made: what came later, whoever answered did not see
 * @param when it ended
 * @param via how: {@code jenkins-input}, {@code terminal}, {@code --yes}
 * @param answers the gate's fields as they were filled in
 * @param refusal how it ended without approval, as a sentence; null if it was approved
 */
public record Evidence(
        String by,
        Instant asked,
        Instant when,
        String via,
        Map<String, String> answers,
        @Nullable String refusal) implements Serializable {
    /** Who answered where nobody did. */
    public static final String NOBODY = "nobody";

    /** Somebody approved. */
    public static Evidence approved(String by, Instant asked, Instant when, String via, Map<String, String> answers) {
        return new Evidence(by, asked, when, via, answers, null);
    }

    /** It ended without approval. */
    public static Evidence refused(String by, Instant asked, Instant when, String via, String why) {
        return new Evidence(by, asked, when, via, Map.of(), why);
    }
}
