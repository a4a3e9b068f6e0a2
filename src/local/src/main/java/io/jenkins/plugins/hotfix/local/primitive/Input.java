package io.jenkins.plugins.hotfix.local.primitive;

import io.jenkins.plugins.hotfix.local.cps.Arguments;
import io.jenkins.plugins.hotfix.local.cps.Signature;
import io.jenkins.plugins.hotfix.local.cps.Step;
import io.jenkins.plugins.hotfix.local.cps.StepCall;
import io.jenkins.plugins.hotfix.local.gate.Answer;
import io.jenkins.plugins.hotfix.local.gate.Gatekeeper;
import io.jenkins.plugins.hotfix.local.gate.NobodyThereException;
import io.jenkins.plugins.hotfix.local.gate.Question;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jspecify.annotations.Nullable;

/**
 * {@code input}: waits for a person's approval.
 *
 * @param gatekeeper who is asked
 * @param evidence is told each answer
 */
record Input(Gatekeeper gatekeeper, Consumer<Answer> evidence) implements Step {

    @Override
    public Signature signature() {
        return Signature.of("input")
                .sole("message")
                .with("id", "ok", "cancel", "submitter", "submitterParameter", "parameters");
    }

    @Override
    public void start(StepCall call) {
        Question question = question(call.arguments());
        String submitterParameter = call.arguments().text("submitterParameter", "");
        call.inBackground(() -> {
            Answer answer = ask(question);
            evidence.accept(answer);
            if (!answer.approved()) {
                throw new FlowInterruptedException("ABORTED", "Rejected by " + answer.who());
            }
            return value(answer, submitterParameter);
        });
    }

    private Answer ask(Question question) throws InterruptedException {
        try {
            return gatekeeper.ask(question);
        } catch (NobodyThereException e) {
            FlowInterruptedException stopped = new FlowInterruptedException("ABORTED", e.getMessage());
            stopped.initCause(e);
            throw stopped;
        }
    }

    private static Question question(Arguments arguments) {
        String message = arguments.text("message", "Pipeline has paused and needs your input before proceeding");
        List<String> submitters = Stream.of(arguments.text("submitter", "").split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        List<Question.Field> fields =
                arguments.list("parameters").stream().map(Input::field).toList();
        return new Question(
                arguments.text("id", "input"), message, arguments.text("ok", "Proceed"), submitters, fields);
    }

    private static Question.Field field(Object description) {
        if (!(description instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("input wants string(...), text(...), booleanParam(...), choice(...) or"
                    + " password(...) as parameters, not " + description + ".");
        }
        Map<String, Object> named = new HashMap<>();
        map.forEach((key, value) -> named.put(key.toString(), value));
        Arguments given = new Arguments(named, null);
        String symbol = given.text(Symbol.KEY, "");
        Question.Kind kind = switch (symbol) {
            case "string" -> Question.Kind.STRING;
            case "text" -> Question.Kind.TEXT;
            case "booleanParam" -> Question.Kind.BOOLEAN;
            case "choice" -> Question.Kind.CHOICE;
            case "password" -> Question.Kind.PASSWORD;
            default -> throw new IllegalArgumentException("input has no parameter of the kind " + symbol + ".");
        };
        List<String> choices = choices(given.named().get("choices"));
        Object initial = switch (kind) {
            case BOOLEAN -> given.flag("defaultValue", false);
            case CHOICE -> choices.isEmpty() ? "" : choices.get(0);
            default -> given.text("defaultValue", "");
        };
        return new Question.Field(given.text("name"), kind, given.text("description", ""), initial, choices);
    }

    private static List<String> choices(@Nullable Object given) {
        if (given instanceof List<?> list) {
            return list.stream().map(String::valueOf).toList();
        }
        return given == null ? List.of() : given.toString().lines().toList();
    }

    /** What Jenkins gives back: nothing, the only value, or a map of several. */
    private static @Nullable Object value(Answer answer, String submitterParameter) {
        Map<String, Object> values = new HashMap<>(answer.values());
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
