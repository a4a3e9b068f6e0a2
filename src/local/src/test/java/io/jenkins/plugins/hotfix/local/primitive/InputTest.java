package io.jenkins.plugins.hotfix.local.primitive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.hotfix.local.gate.Answer;
import io.jenkins.plugins.hotfix.local.gate.ApproveAll;
import io.jenkins.plugins.hotfix.question.Question;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputTest {

    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    private ScriptRun script;

    @BeforeEach
    void setUp(@TempDir Path directory) {
        script = new ScriptRun(directory);
        script.gatekeeper = new ApproveAll("ada", CLOCK, line -> {});
    }

    @Test
    void aPlainApprovalGivesNothingBack() throws Throwable {
        List<Question> asked = new ArrayList<>();
        script.gatekeeper = (question, submitters) -> {
            asked.add(question);
            assertThat(submitters).containsExactly("ops", "eve");
            return Answer.approved("ada", "terminal", Instant.EPOCH, Map.of());
        };

        assertThat(script.run("return input(id: 'deploy', message: 'Deploy?\\nAt once.', submitter: 'ops, eve')"))
                .isNull();
        assertThat(asked).singleElement().satisfies(question -> {
            assertThat(question.gate()).isEqualTo("deploy");
            assertThat(question.title().in(Locale.ENGLISH)).isEqualTo("Deploy?");
            assertThat(question.details())
                    .extracting(line -> line.in(Locale.ENGLISH))
                    .containsExactly("At once.");
        });
    }

    @Test
    void oneFieldGivesItsValueAndSeveralGiveAMap() throws Throwable {
        assertThat(script.run("input(message: 'm', parameters: [choice(name: 'c', choices: ['x', 'y'])])"))
                .isEqualTo("x");
        assertThat(script.run("input(message: 'm', submitterParameter: 'who', parameters: [string(name: 's',"
                        + " defaultValue: 'd'), booleanParam(name: 'b', defaultValue: true)])"))
                .isEqualTo(Map.of("s", "d", "b", true, "who", "ada"));
        assertThat(script.run("input(message: 'm', submitterParameter: 'who')")).isEqualTo("ada");
    }

    @Test
    void aRejectionAbortsAsInJenkins() {
        script.gatekeeper = (question, submitters) -> Answer.refused("eve", "terminal", Instant.EPOCH, "eve said no.");
        assertThatThrownBy(() -> script.run("input 'Deploy?'"))
                .isInstanceOf(FlowInterruptedException.class)
                .hasMessage("Rejected by eve");
    }
}
