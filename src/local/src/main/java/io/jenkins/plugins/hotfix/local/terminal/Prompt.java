package io.jenkins.plugins.hotfix.local.terminal;

import io.jenkins.plugins.hotfix.local.gate.Answer;
import io.jenkins.plugins.hotfix.local.gate.Gatekeeper;
import io.jenkins.plugins.hotfix.local.gate.NobodyThereException;
import io.jenkins.plugins.hotfix.question.Field;
import io.jenkins.plugins.hotfix.question.Phrase;
import io.jenkins.plugins.hotfix.question.Question;
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

/** Asks the person at the terminal. Without a clear yes the answer is no. */
public final class Prompt implements Gatekeeper {

    private static final String VIA = "terminal";

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
    public Answer ask(Question question, List<String> submitters) throws InterruptedException, NobodyThereException {
        asking.accept(true);
        try {
            return answer(question, submitters);
        } catch (UserInterruptException e) {
            throw new InterruptedException("Stopped at the terminal");
        } catch (EndOfFileException e) {
            throw new NobodyThereException(question);
        } finally {
            asking.accept(false);
        }
    }

    private Answer answer(Question question, List<String> submitters) {
        screen.line(Screen.Tone.HEADING, "Gate \"" + question.gate() + "\": " + text(question.title()));
        question.details().forEach(line -> screen.line(text(line)));
        if (!submitters.isEmpty() && !submitters.contains(who)) {
            String only = "Only " + String.join(", ", submitters) + " may answer, and you are " + who
                    + ". Whoever it is says so with --as NAME.";
            screen.line(Screen.Tone.BAD, only);
            String why = who + " may not answer: only " + String.join(", ", submitters) + " may.";
            return Answer.refused(who, VIA, clock.instant(), why);
        }
        LineReader reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .variable(LineReader.DISABLE_HISTORY, true)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.BRACKETED_PASTE, false)
                .build();
        Map<String, String> values = new LinkedHashMap<>();
        for (Field field : question.fields()) {
            values.put(field.name(), value(field, reader));
        }
        String button = Shown.of(text(question.approve()));
        String typed = reader.readLine(button + ", as " + who + "? [y/N] ");
        return yes(typed, false) || typed.strip().equalsIgnoreCase(button)
                ? Answer.approved(who, VIA, clock.instant(), values)
                : Answer.refused(who, VIA, clock.instant(), who + " said no.");
    }

    private String value(Field field, LineReader reader) {
        String help = text(field.help());
        if (!help.isEmpty()) {
            screen.line(Screen.Tone.FAINT, help);
        }
        String label = Shown.of(text(field.label()));
        return switch (field.kind()) {
            case FLAG -> {
                boolean initial = Boolean.parseBoolean(field.initial());
                yield String.valueOf(yes(reader.readLine(label + "? [" + (initial ? "Y/n" : "y/N") + "] "), initial));
            }
            case CHOICE -> choice(field, label, reader);
            case LINE, TEXT -> {
                String typed = reader.readLine(label + initially(field.initial()) + ": ");
                yield typed.isEmpty() ? field.initial() : typed;
            }
        };
    }

    private String choice(Field field, String label, LineReader reader) {
        List<Field.Choice> choices = field.choices().stream()
                .filter(choice -> !choice.value().isEmpty())
                .toList();
        for (int i = 0; i < choices.size(); i++) {
            screen.line("  " + (i + 1) + "  " + text(choices.get(i).label()));
        }
        String initially = field.mustBeChosen() ? "" : initially("1");
        while (true) {
            String typed = reader.readLine(label + initially + ": ").strip();
            if (typed.isEmpty() && !field.mustBeChosen()) {
                return field.initial();
            }
            for (int i = 0; i < choices.size(); i++) {
                Field.Choice choice = choices.get(i);
                if (List.of(String.valueOf(i + 1), choice.value(), text(choice.label()))
                        .contains(typed)) {
                    return choice.value();
                }
            }
            screen.line("Type one of the numbers above.");
        }
    }

    private static String text(Phrase phrase) {
        return phrase.in(Locale.getDefault());
    }

    private static String initially(String text) {
        return text.isEmpty() ? "" : " [" + Shown.of(text) + "]";
    }

    private static boolean yes(String typed, boolean initial) {
        String word = typed.strip().toLowerCase(Locale.ROOT);
        return word.isEmpty() ? initial : word.equals("y") || word.equals("yes");
    }
}
