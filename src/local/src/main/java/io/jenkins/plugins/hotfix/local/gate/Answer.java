package io.jenkins.plugins.hotfix.local.gate;

import java.time.Instant;
import java.util.Map;

/**
 * What came of a question.
 *
 * @param question what was asked
 * @param approved whether the run may go on
 * @param who the name of the person who answered
 * @param how by what means, for the record: {@code terminal} or {@code --yes}
 * @param at when
 * @param values the fields' values by their names: Strings, or Booleans
 */
public record Answer(
        Question question, boolean approved, String who, String how, Instant at, Map<String, Object> values) {

    public Answer {
        values = Map.copyOf(values);
    }
}
