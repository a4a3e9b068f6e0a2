package io.jenkins.plugins.hotfix.local.gate;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Approves every gate because the person who started the run said {@code --yes}.
 *
 * @param who that person
 * @param clock tells when
 * @param console where each approval is shown
 */
public record ApproveAll(String who, Clock clock, Consumer<String> console) implements Gatekeeper {

    @Override
    public Answer ask(Question question) throws NobodyThereException {
        console.accept("Gate \"" + question.id() + "\"");
        question.message().lines().forEach(console);
        if (question.fields().stream().anyMatch(Question.Field::needsChoice)) {
            // Who approves in advance cannot have known what would be asked.
            for (Question.Field field : question.fields()) {
                field.description().lines().forEach(console);
                field.choices().stream()
                        .filter(choice -> !choice.isEmpty())
                        .forEach(choice -> console.accept("  " + choice));
            }
            throw new NobodyThereException(question);
        }
        console.accept("Approved by " + who + " in advance (--yes).");
        Map<String, Object> values = new LinkedHashMap<>();
        question.fields().forEach(field -> values.put(field.name(), field.initial()));
        return new Answer(question, true, who, "--yes", clock.instant(), values);
    }
}
