package io.jenkins.plugins.hotfix.local.gate;

import io.jenkins.plugins.hotfix.question.Field;
import io.jenkins.plugins.hotfix.question.Question;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
    public Answer ask(Question question, List<String> submitters) throws NobodyThereException {
        Locale language = Locale.getDefault();
        console.accept("Gate \"" + question.gate() + "\": " + question.title().in(language));
        question.details().forEach(line -> console.accept(line.in(language)));
        if (question.needsPerson()) {
            // Who approves in advance cannot have known what would be asked.
            question.fields().forEach(field -> show(field, language));
            throw new NobodyThereException(question);
        }
        console.accept("Approved by " + who + " in advance (--yes).");
        Map<String, String> values = new LinkedHashMap<>();
        question.fields().forEach(field -> values.put(field.name(), field.initial()));
        return Answer.approved(who, "--yes", clock.instant(), values);
    }

    private void show(Field field, Locale language) {
        console.accept(field.label().in(language) + ":");
        field.choices().stream()
                .filter(choice -> !choice.value().isEmpty())
                .forEach(choice -> console.accept("  " + choice.label().in(language)));
    }
}
