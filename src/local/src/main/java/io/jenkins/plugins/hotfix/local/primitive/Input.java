package io.jenkins.plugins.hotfix.local.primitive;

import io.jenkins.plugins.hotfix.local.cps.Arguments;
import io.jenkins.plugins.hotfix.local.cps.Step;
import io.jenkins.plugins.hotfix.local.cps.StepCall;
import io.jenkins.plugins.hotfix.local.cps.StepSignature;
import io.jenkins.plugins.hotfix.local.gate.Answer;
import io.jenkins.plugins.hotfix.local.gate.Gatekeeper;
import io.jenkins.plugins.hotfix.local.gate.NobodyThereException;
import io.jenkins.plugins.hotfix.question.Field;
import io.jenkins.plugins.hotfix.question.Phrase;
import io.jenkins.plugins.hotfix.question.Question;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jspecify.annotations.Nullable;

/**
 * {@code input}: waits for a person's approval.
 *
 * @param gatekeeper who is asked
 */
record Input(Gatekeeper gatekeeper) implements Step {

    @Override
    public StepSignature signature() {
        return StepSignature.of("input")
                .sole("message")
                .with("id", "ok", "cancel", "submitter", "submitterParameter", "parameters");
    }

    @Override
    public void start(StepCall call) {
        Question question = question(call.arguments());
        List<String> submitters = Stream.of(
                        call.arguments().text("submitter", "").split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        String submitterParameter = call.arguments().text("submitterParameter", "");
        call.inBackground(() -> {
            Answer answer = ask(question, submitters);
            if (!answer.approved()) {
                throw new FlowInterruptedException("ABORTED", "Rejected by " + answer.who());
            }
            return value(question, answer, submitterParameter);
        });
    }

    private Answer ask(Question question, List<String> submitters) throws InterruptedException {
        try {
            return gatekeeper.ask(question, submitters);
        } catch (NobodyThereException e) {
            FlowInterruptedException stopped = new FlowInterruptedException("ABORTED", e.getMessage());
            stopped.initCause(e);
            throw stopped;
        }
    }

    private static Question question(Arguments arguments) {
        return Question.verbatim(
                arguments.text("id", "input"),
                arguments.text("message", "Pipeline has paused and needs your input before proceeding"),
                arguments.list("parameters").stream().map(Input::field).toList(),
                arguments.text("ok", "Proceed"));
    }

    private static Field field(Object description) {
        if (!(description instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("input takes string(...), text(...), booleanParam(...) or choice(...)"
                    + " as parameters, not " + description + ".");
        }
        Map<String, Object> named = new HashMap<>();
        map.forEach((key, value) -> named.put(key.toString(), value));
        Arguments given = new Arguments(named, null);
        Phrase label = Phrase.verbatim(given.text("name"));
        Phrase help = Phrase.verbatim(given.text("description", ""));
        String symbol = given.text(Symbol.KEY, "");
        return switch (symbol) {
            case "string" -> Field.line(given.text("name"), label, help, given.text("defaultValue", ""));
            case "text" -> Field.text(given.text("name"), label, help, given.text("defaultValue", ""));
            case "booleanParam" -> Field.flag(given.text("name"), label, help, given.flag("defaultValue", false));
            case "choice" ->
                Field.choice(
                        given.text("name"), label, help, choices(given.named().get("choices")));
            default -> throw new IllegalArgumentException("input has no parameter of the kind " + symbol + ".");
        };
    }

    private static List<Field.Choice> choices(@Nullable Object given) {
        Stream<String> values = given instanceof List<?> list
                ? list.stream().map(String::valueOf)
                : Stream.ofNullable(given).flatMap(text -> text.toString().lines());
        return values.map(value -> new Field.Choice(value, Phrase.verbatim(value)))
                .toList();
    }

    /** What Jenkins gives back: nothing, the only value, or a map of several. */
    private static @Nullable Object value(Question question, Answer answer, String submitterParameter) {
        Map<String, Object> values = new HashMap<>();
        for (Field field : question.fields()) {
            String text = answer.values().getOrDefault(field.name(), field.initial());
            values.put(field.name(), field.kind() == Field.Kind.FLAG ? (Object) Boolean.valueOf(text) : text);
        }
        if (!submitterParameter.isEmpty()) {
            values.put(submitterParameter, answer.who());
        }
        return switch (values.size()) {
            case 0 -> null;
            case 1 -> values.values().iterator().next();
            default -> values;
        };
    }
}
