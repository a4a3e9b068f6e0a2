package io.jenkins.plugins.hotfix.local.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.hotfix.local.gate.Answer;
import io.jenkins.plugins.hotfix.local.gate.NobodyThereException;
import io.jenkins.plugins.hotfix.question.Field;
import io.jenkins.plugins.hotfix.question.Field.Choice;
import io.jenkins.plugins.hotfix.question.Phrase;
import io.jenkins.plugins.hotfix.question.Question;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptTest {

    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

    private Answer ask(String typed, Question question, String... submitters) throws Exception {
        try (Terminal terminal = new DumbTerminal(
                "test",
                "dumb",
                new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
                screen,
                StandardCharsets.UTF_8)) {
            return new Prompt(
                            terminal,
                            new TerminalScreen(terminal, false, new PrintWriter(screen, true, StandardCharsets.UTF_8)),
                            "ada",
                            CLOCK,
                            asking -> {})
                    .ask(question, List.of(submitters));
        }
    }

    private static Question question(Field... fields) {
        return Question.verbatim("deploy", "Deploy it?\nv1 to production", List.of(fields), "Deploy");
    }

    private static Phrase label(String text) {
        return Phrase.verbatim(text);
    }

    private static Field choice(String name, String... values) {
        return Field.choice(
                name,
                label(name),
                label(""),
                Stream.of(values).map(value -> new Choice(value, label(value))).toList());
    }

    @ParameterizedTest
    @CsvSource({"y, true", "YES, true", "deploy, true", "n, false", "'', false", "yeah, false", "sure thing, false"})
    void onlyAClearYesIsAYes(String typed, boolean approved) throws Exception {
        Answer answer = ask(typed + "\n", question());
        assertThat(answer.approved()).isEqualTo(approved);
        assertThat(answer.who()).isEqualTo("ada");
        assertThat(answer.how()).isEqualTo("terminal");
        assertThat(screen.toString(StandardCharsets.UTF_8))
                .contains("Gate \"deploy\": Deploy it?", "v1 to production", "Deploy, as ada? [y/N]");
    }

    @Test
    void fieldsAreAskedByTheirLabelAndKeepTheirValueWhenNothingIsTyped() throws Exception {
        Answer answer = ask(
                "\nagain\nb\n\n2\ny\n",
                question(
                        Field.line("A", label("First thing"), label("What is it?"), "first"),
                        Field.text("B", label("Second thing"), label(""), "second"),
                        choice("C", "a", "b"),
                        Field.flag("D", label("Sure"), label(""), true),
                        choice("E", "x", "y")));
        assertThat(answer.values()).isEqualTo(Map.of("A", "first", "B", "again", "C", "b", "D", "true", "E", "y"));
        assertThat(answer.approved()).isTrue();
        assertThat(screen.toString(StandardCharsets.UTF_8))
                .contains("What is it?", "First thing [first]: ", "Second thing [second]: ", "Sure? [Y/n] ");
    }

    @Test
    void aChoiceIsShownByItsLabelsAndThatMustBeMadeIsAskedUntilItIs() throws Exception {
        Answer answer = ask(
                "\n0\n4\nit finished, I think\n2\ny\n",
                question(Field.choice(
                        "A",
                        label("Decision"),
                        label(""),
                        List.of(
                                new Choice("", label("(choose one)")),
                                new Choice("finished", label("It finished")),
                                new Choice("again", label("Run it again"))))));

        assertThat(answer.values()).isEqualTo(Map.of("A", "again"));
        assertThat(screen.toString(StandardCharsets.UTF_8))
                .contains("1  It finished", "2  Run it again", "Decision: ")
                .doesNotContain("(choose one)");
    }

    @Test
    void aNoSaysWhoSaidIt() throws Exception {
        assertThat(ask("n\n", question()).refusal()).isEqualTo("ada said no.");
    }

    @Test
    void whoMayNotAnswerIsTurnedAwayWithoutBeingAsked() throws Exception {
        Answer answer = ask("y\n", question(), "eve", "mallory");
        assertThat(answer.refusal()).isEqualTo("ada may not answer: only eve, mallory may.");
        assertThat(screen.toString(StandardCharsets.UTF_8)).contains("Only eve, mallory may answer", "--as NAME");
    }

    @Test
    void theEndOfInputIsNoAnswer() {
        assertThatThrownBy(() -> ask("", question())).isInstanceOf(NobodyThereException.class);
    }

    @Test
    void aMessageCannotSpeakToTheTerminal() throws Exception {
        ask("n\n", Question.verbatim("deploy", "\u001b[2J\u202eevil\u0007", List.of(), "Deploy"));
        assertThat(screen.toString(StandardCharsets.UTF_8))
                .contains("evil")
                .doesNotContain("\u001b[2J", "\u202e", "\u0007");
    }
}
