package io.jenkins.plugins.hotfix.local.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.hotfix.local.gate.Answer;
import io.jenkins.plugins.hotfix.local.gate.NobodyThereException;
import io.jenkins.plugins.hotfix.local.gate.Question;
import io.jenkins.plugins.hotfix.local.gate.Question.Field;
import io.jenkins.plugins.hotfix.local.gate.Question.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptTest {

    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

    private Answer ask(String typed, Question question) throws Exception {
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
                    .ask(question);
        }
    }

    private static Question question(Field... fields) {
        return new Question("deploy", "Deploy?\nv1 to production", "Proceed", List.of(), List.of(fields));
    }

    @ParameterizedTest
    @CsvSource({"y, true", "YES, true", "n, false", "'', false", "yeah, false", "sure thing, false"})
    void onlyAClearYesIsAYes(String typed, boolean approved) throws Exception {
        Answer answer = ask(typed + "\n", question());
        assertThat(answer.approved()).isEqualTo(approved);
        assertThat(answer.who()).isEqualTo("ada");
        assertThat(answer.how()).isEqualTo("terminal");
        assertThat(screen.toString(StandardCharsets.UTF_8))
                .contains("Deploy?", "v1 to production", "Proceed, as ada? [y/N]");
    }

    @Test
    void fieldsAreAskedAndKeepTheirValueWhenNothingIsTyped() throws Exception {
        Answer answer = ask(
                "\nagain\nb\n\n2\ny\n",
                question(
                        new Field("A", Kind.STRING, "", "first", List.of()),
                        new Field("B", Kind.STRING, "", "second", List.of()),
                        new Field("C", Kind.CHOICE, "", "a", List.of("a", "b")),
                        new Field("D", Kind.BOOLEAN, "", true, List.of()),
                        new Field("E", Kind.CHOICE, "", "x", List.of("x", "y"))));
        assertThat(answer.values()).isEqualTo(Map.of("A", "first", "B", "again", "C", "b", "D", true, "E", "y"));
        assertThat(answer.approved()).isTrue();
    }

    @Test
    void aChoiceThatMustBeMadeIsAskedUntilItIs() throws Exception {
        Answer answer = ask(
                "\n0\n4\nit finished, I think\n2\ny\n",
                question(new Field("A", Kind.CHOICE, "", "", List.of("", "it finished", "run it again"))));

        assertThat(answer.values()).isEqualTo(Map.of("A", "run it again"));
        assertThat(screen.toString(StandardCharsets.UTF_8)).contains("1  it finished", "2  run it again");
    }

    @Test
    void aPasswordIsNotShown() throws Exception {
        Answer answer = ask("hunter2\ny\n", question(new Field("P", Kind.PASSWORD, "", "", List.of())));
        assertThat(answer.values()).containsEntry("P", "hunter2");
        assertThat(screen.toString(StandardCharsets.UTF_8)).doesNotContain("hunter2");
    }

    @Test
    void whoMayNotAnswerIsTurnedAwayWithoutBeingAsked() throws Exception {
        Answer answer = ask("y\n", new Question("deploy", "Deploy?", "Proceed", List.of("eve", "mallory"), List.of()));
        assertThat(answer.approved()).isFalse();
        assertThat(screen.toString(StandardCharsets.UTF_8)).contains("Only eve, mallory may answer", "--as NAME");
    }

    @Test
    void theEndOfInputIsNoAnswer() {
        assertThatThrownBy(() -> ask("", question())).isInstanceOf(NobodyThereException.class);
    }

    @Test
    void aMessageCannotSpeakToTheTerminal() throws Exception {
        ask("n\n", new Question("deploy", "\u001b[2J\u202eevil\u0007", "Proceed", List.of(), List.of()));
        assertThat(screen.toString(StandardCharsets.UTF_8))
                .contains("evil")
                .doesNotContain("\u001b[2J", "\u202e", "\u0007");
    }
}
