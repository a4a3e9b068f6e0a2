package io.jenkins.plugins.hotfix.local.terminal;

import io.jenkins.plugins.hotfix.local.gate.Answer;
import io.jenkins.plugins.hotfix.local.gate.Gatekeeper;
import io.jenkins.plugins.hotfix.local.gate.NobodyThereException;
import io.jenkins.plugins.hotfix.local.gate.Question;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/** Asks the person at the terminal. Without a clear yes the answer is no. */
public final class Prompt implements Gatekeeper {

    private final Terminal terminal;
    private final Screen screen;
    private final String who;
    private final Clock clock;
    private final Consumer<Boolean> asking;

    /**
     * A prompt.
     *
     * @param who the name of the person at the terminal
     * @param asking is told when a question begins (true) and ends (false)
     */
    public Prompt(Terminal terminal, Screen screen, String who, Clock clock, Consumer<Boolean> asking) {
        this.terminal = terminal;
        this.screen = screen;
        this.who = who;
        this.clock = clock;
        this.asking = asking;
    }

    @Override
    public Answer ask(Question question) throws InterruptedException, NobodyThereException {
        asking.accept(true);
        try {
            return answer(question);
        } catch (UserInterruptException e) {
            throw new InterruptedException("Stopped at the terminal");
        } catch (EndOfFileException e) {
            throw new NobodyThereException(question);
        } finally {
            asking.accept(false);
        }
    }

    private Answer answer(Question question) {
        screen.line(Screen.Tone.HEADING, "Gate \"" + question.id() + "\"");
        question.message().lines().forEach(screen::line);
        if (!question.submitters().isEmpty() && !question.submitters().contains(who)) {
            screen.line(
                    Screen.Tone.BAD,
                    "Only " + String.join(", ", question.submitters()) + " may answer, and you are " + who
                            + ". Whoever it is says so with --as NAME.");
            return new Answer(question, false, who, "terminal", clock.instant(), Map.of());
        }
        LineReader reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .variable(LineReader.DISABLE_HISTORY, true)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.BRACKETED_PASTE, false)
                .build();
        Map<String, Object> values = new LinkedHashMap<>();
        for (Question.Field field : question.fields()) {
            values.put(field.name(), value(field, reader));
        }
        boolean approved = yes(reader.readLine(question.ok() + ", as " + who + "? [y/N] "), false);
        return new Answer(question, approved, who, "terminal", clock.instant(), values);
    }

    private Object value(Question.Field field, LineReader reader) {
        if (!field.description().isEmpty()) {
            field.description().lines().forEach(screen::line);
        }
        return switch (field.kind()) {
            case BOOLEAN -> {
                boolean initial = Boolean.TRUE.equals(field.initial());
                yield yes(reader.readLine(field.name() + "? [" + (initial ? "Y/n" : "y/N") + "] "), initial);
            }
            case CHOICE -> choice(field, reader);
            case PASSWORD -> orInitial(reader.readLine(field.name() + ": ", '*'), field);
            case STRING, TEXT -> orInitial(reader.readLine(field.name() + shown(field) + ": "), field);
        };
    }

    private String choice(Question.Field field, LineReader reader) {
        List<String> choices = field.choices().stream()
                .filter(choice -> !choice.isEmpty() || !field.needsChoice())
                .toList();
        for (int i = 0; i < choices.size(); i++) {
            screen.line("  " + (i + 1) + "  " + choices.get(i));
        }
        while (true) {
            String typed = reader.readLine(field.name() + shown(field) + ": ").strip();
            if (typed.isEmpty() && !field.needsChoice()) {
                return field.initial().toString();
            }
            if (choices.contains(typed)) {
                return typed;
            }
            String numbered = numbered(choices, typed);
            if (numbered != null) {
                return numbered;
            }
            screen.line("Type one of the numbers or words above.");
        }
    }

    private static @Nullable String numbered(List<String> choices, String typed) {
        for (int i = 0; i < choices.size(); i++) {
            if (typed.equals(String.valueOf(i + 1))) {
                return choices.get(i);
            }
        }
        return null;
    }

    private static String shown(Question.Field field) {
        return field.initial().toString().isEmpty()
                ? ""
                : " [" + Shown.of(field.initial().toString()) + "]";
    }

    private static String orInitial(String typed, Question.Field field) {
        return typed.isEmpty() ? field.initial().toString() : typed;
    }

    private static boolean yes(String typed, boolean initial) {
        String word = typed.strip().toLowerCase(Locale.ROOT);
        return word.isEmpty() ? initial : word.equals("y") || word.equals("yes");
    }
}
