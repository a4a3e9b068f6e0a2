package io.jenkins.plugins.hotfix.local.demo;

import io.jenkins.plugins.hotfix.local.gate.Answer;
import io.jenkins.plugins.hotfix.local.gate.Gatekeeper;
import io.jenkins.plugins.hotfix.question.Answers;
import io.jenkins.plugins.hotfix.question.Field;
import io.jenkins.plugins.hotfix.question.Question;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The people of the demo, who answer its gates.
 *
 * @param story what they do when they are asked for another fix
 * @param hotfixBranch where they push it
 * @param console where each question and its answer are shown
 */
public record Colleagues(Story story, Supplier<String> hotfixBranch, Clock clock, Consumer<String> console)
        implements Gatekeeper {
    private static final String APPROVER = "morgan";
    private static final Map<String, String> ANSWERS =
            Map.of(Answers.ROOT_CAUSE, Answers.KNOWN, Answers.MONITORING, "true");

    @Override
    public Answer ask(Question question, List<String> submitters) throws InterruptedException {
        Locale language = Locale.getDefault();
        console.accept("Gate \"" + question.gate() + "\": " + question.title().in(language));
        question.details().forEach(line -> console.accept("  " + line.in(language)));
        if (question.gate().equals("retry")) {
            pushAnother();
        }
        console.accept("> " + APPROVER + ": " + question.approve().in(language));
        Map<String, String> values = new LinkedHashMap<>();
        for (Field field : question.fields()) {
            values.put(field.name(), ANSWERS.getOrDefault(field.name(), field.initial()));
        }
        return Answer.approved(APPROVER, "demo", clock.instant(), values);
    }

    private void pushAnother() throws InterruptedException {
        console.accept("> dana pushes another fix to " + hotfixBranch.get());
        try {
            story.secondTry(hotfixBranch.get());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
