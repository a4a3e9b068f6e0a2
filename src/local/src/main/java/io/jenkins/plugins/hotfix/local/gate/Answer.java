package io.jenkins.plugins.hotfix.local.gate;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of a question.
 *
 * @param who the name of the person who answered
 * @param how by what means, for the record: {@code terminal} or {@code --yes}
 * @param at when
 * @param values the fields' values by their names
 * @param refusal why it was not approved, as a sentence; null if it was
 */
public record Answer(
        String who,
        String how,
        Instant at,
        Map<String, String> values,
        @Nullable String refusal) {

    public Answer {
        values = Map.copyOf(values);
    }

    /** Somebody approved. */
    public static Answer approved(String who, String how, Instant at, Map<String, String> values) {
        return new Answer(who, how, at, values, null);
    }

    /** Somebody did not approve, or may not. */
    public static Answer refused(String who, String how, Instant at, String why) {
        return new Answer(who, how, at, Map.of(), why);
    }

    /** Whether the run may go on. */
    public boolean approved() {
        return refusal == null;
    }
}
