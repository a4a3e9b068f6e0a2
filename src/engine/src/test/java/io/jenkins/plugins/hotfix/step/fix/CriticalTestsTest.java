package io.jenkins.plugins.hotfix.step.fix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.hotfix.config.InvalidSettingException;
import io.jenkins.plugins.hotfix.config.Settings;
import io.jenkins.plugins.hotfix.config.Source;
import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.Fact.CommandRun;
import io.jenkins.plugins.hotfix.incident.Fact.CommandStarted;
import io.jenkins.plugins.hotfix.incident.Fact.FailedTest;
import io.jenkins.plugins.hotfix.incident.Fact.TestsCompared;
import io.jenkins.plugins.hotfix.incident.Fact.TestsRun;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.step.Drill;
import io.jenkins.plugins.hotfix.step.Ended;
import io.jenkins.plugins.hotfix.step.Next;
import io.jenkins.plugins.hotfix.step.Problem;
import io.jenkins.plugins.hotfix.step.registry.Invocation;
import io.jenkins.plugins.hotfix.step.registry.Steps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CriticalTestsTest {
    private static final String PASSES = "<testsuite><testcase classname=\"a\" name=\"b\" time=\"2\"/></testsuite>";

    @TempDir
    private Path directory;

    private Drill drill;

    @BeforeEach
    void begin() throws IOException {
        drill = Drill.of(directory);
    }

    @Test
    void refusesToReleaseWhatNothingCanTest() {
        drill.fixed();

        assertThat(drill.problem("criticalTests", Map.of()).sentence())
                .startsWith("There are no critical tests to run: no test tool that we know answers")
                .contains("criticalTests.fullCommand");
    }

    @Test
    void runsTheFullCommandWhereNothingMatchesAndSaysSo() {
        drill.fixed();

        TestsRun run = test(Map.of("fullCommand", "echo 3 passed"));

        assertThat(run.status()).isEqualTo("passed");
        assertThat(run.because()).endsWith("so the full command runs");
    }

    @Test
    void takesTheOutputsWordThatTestsRan() {
        drill.fixed();

        assertThat(test(Map.of("command", "printf 'ok  \\tshop\\t0.1s [no tests to run]\\n'"))
                        .status())
                .isEqualTo("none");
        assertThat(test(Map.of("command", "printf 'ok  \\tshop\\t0.1s\\n'")).message())
                .isEqualTo("The critical tests passed.");
    }

    @Test
    void choosesByTheFilesOfTheFix() {
        drill.branched();
        drill.origin.commit(
                Drill.BRANCH,
                "fix",
                Map.of(
                        "src/checkout.sh", "echo 200\n",
                        "Makefile", "test:\n\t@echo '1 passed'\n\n.PHONY: test\n"));
        drill.step("hotfixFix");
        drill.step("criticalTests");

        TestsRun run = drill.incident().tests().get(0);
        assertThat(run.command()).isEqualTo("make test");
        assertThat(run.because()).startsWith("Make: the makefile has the target test");
        assertThat(run.status()).isEqualTo("passed");
    }

    @Test
    void fillsTheConfiguredTemplate() {
        drill.fixed();

        TestsRun run = test(Map.of("command", "cat {files}; echo 1 passed"));

        assertThat(run.command()).isEqualTo("cat src/checkout.sh tests/checkout_test.sh; echo 1 passed");
        assertThat(run.because()).isEqualTo("it is the configured command, for what the fix changes");
        assertThat(drill.said).anyMatch(line -> line.endsWith("echo 200"));
    }

    @Test
    void refusesATemplateThatCannotBeQuoted() {
        drill.fixed();

        Problem problem = drill.problem("criticalTests", Map.of("command", "sh -c 'cat {files}'"));

        assertThat(problem.kind()).isEqualTo(Problem.Kind.USAGE);
        assertThat(problem.sentence()).contains("{files} must stand alone");
    }

    @Test
    void settingsThatCannotWorkAreRefusedBeforeTheFirstStep() {
        for (Map<String, Object> section :
                List.<Map<String, Object>>of(Map.of("command", "pytest '{tests}'"), Map.of("reports", "../*.xml"))) {
            Settings settings = new Settings(Map.of("criticalTests", section));
            assertThatThrownBy(() -> Steps.check(settings, Source.REPOSITORY, Settings.FILE))
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessageStartingWith("criticalTests: ");
        }
    }

    @Test
    void everyAttemptIsOnRecordWithWhatFailed() {
        drill.fixed();
        TestsRun first = test(Map.of(
                "command",
                write("<testsuite><testcase classname=\"a\" name=\"b\" file=\"b.sh\" line=\"3\">"
                        + "<failure message=\"want 200\"/></testcase></testsuite>")));
        assertThat(first.status()).isEqualTo("failed");
        assertThat(first.failures()).containsExactly(new FailedTest("a.b", "want 200", "b.sh:3"));
        assertThat(drill.incident().tested()).isFalse();

        drill.origin.commit(Drill.BRANCH, "fix again", Map.of("src/checkout.sh", "echo 201\n"));
        drill.step("hotfixFix");
        TestsRun second = test(Map.of("command", write(PASSES)));

        assertThat(second.attempt()).isEqualTo(2);
        assertThat(second.status()).isEqualTo("passed");
        assertThat(second.total()).isEqualTo(1);
        assertThat(second.slowest())
                .singleElement()
                .satisfies(slow -> assertThat(slow.millis()).isEqualTo(2000));
        assertThat(drill.incident().tested()).isTrue();
    }

    @Test
    void whetherProductionFailsTheSameTestsIsFoundOutOnRequest() {
        drill.fixed();
        String fails = "<testsuite><testcase name=\"a\"><failure message=\"x\"/></testcase>"
                + "<testcase name=\"%s\"><failure message=\"x\"/></testcase></testsuite>";
        Map<String, Object> command = Map.of(
                "command",
                "if grep -q 200 src/checkout.sh; then " + write(fails.formatted("b")) + "; else "
                        + write(fails.formatted("c")) + "; fi");
        test(command);
        drill.approve("retry", "bob", Map.of("ACTION", "test production"));

        drill.step("criticalTests", command);

        Incident incident = drill.incident();
        TestsCompared compared = incident.latest(TestsCompared.class).orElseThrow();
        assertThat(compared.commit()).isEqualTo(incident.fix().orElseThrow().base());
        assertThat(compared.failed()).isEqualTo(2);
        assertThat(compared.alsoFailing()).containsExactly("a");
        assertThat(incident.tested()).isFalse();
        drill.attempt("hotfixGate", Map.of("gate", "retry"));
        assertThat(Objects.requireNonNull(drill.asked).question().details())
                .extracting(phrase -> phrase.in(Locale.ENGLISH))
                .anyMatch(line -> line.startsWith("These tests fail on production before the fix"))
                .contains("  a");
        drill.approve("retry", "bob", Map.of("ACTION", "test again"));
        assertThat(test(command).attempt()).isEqualTo(2);
    }

    @Test
    void whoReleasesInSpiteOfTheTestsSaysWhy() {
        drill.fixed();
        test(Map.of("command", "false"));
        Map<String, String> waived = Map.of("ACTION", Incident.WAIVE_TESTS);
        drill.approve("retry", "bob", waived);
        assertThat(drill.incident().tested()).as("without a reason").isFalse();
        assertThat(drill.incident().refusals())
                .singleElement()
                .satisfies(refused -> assertThat(refused.reason()).contains("needs a reason"));

        drill.approve("retry", "bob", Map.of("ACTION", Incident.WAIVE_TESTS, "REASON", "the test itself is wrong"));

        assertThat(drill.incident().tested()).isTrue();
        assertThat(drill.incident().waived())
                .singleElement()
                .satisfies(each -> assertThat(each.reason()).contains("the test itself is wrong"));
        assertThat(drill.facts("criticalTests", Map.of("command", "false"))).isEmpty();
        drill.pushFix();
        drill.origin.commit(Drill.BRANCH, "another fix", Map.of("src/checkout.sh", "echo 201\n"));
        drill.step("hotfixFix");
        assertThat(drill.incident().tested()).as("of another fix").isFalse();
    }

    @Test
    void noTestIsNoPass() {
        drill.fixed();

        assertThat(test(Map.of("command", write("<testsuite/>"))).status()).isEqualTo("none");
        assertThat(test(Map.of("command", "echo no tests ran; exit 5")).status())
                .isEqualTo("none");
        assertThat(test(Map.of("command", "true", "reports", "out/*.xml")).status())
                .isEqualTo("none");
        assertThat(drill.incident().tested()).isFalse();
    }

    @Test
    void aReportThatIsCutOffIsNoPass() {
        drill.fixed();

        TestsRun run = test(Map.of("command", write("<testsuite><testcase name=\"a\"/>")));

        assertThat(run.status()).isEqualTo("failed");
        assertThat(run.message()).contains("junit.xml is cut off or damaged");
    }

    @Test
    void aReportThatIsInTheRepositoryDoesNotCount() {
        drill.branched();
        drill.origin.commit(Drill.BRANCH, "fix", Map.of("src/a.sh", "", "junit.xml", PASSES));
        drill.step("hotfixFix");

        assertThat(test(Map.of("command", "true", "reports", "junit.xml")).status())
                .isEqualTo("none");
    }

    @Test
    void theReportsOfACommandThatTheHostRanCount() throws Exception {
        drill.fixed();
        Invocation step = drill.invocation("criticalTests", Map.of("fullCommand", "make check"));

        Next.Run command = (Next.Run) step.next(drill, null);
        assertThat(command.command()).isEqualTo("make check");
        CommandStarted started = command.started("criticalTests", drill.incident(), "a host");
        assertThat(command.variables(started))
                .containsEntry("HOTFIX_COMMAND", "make check")
                .containsEntry("HOTFIX_PART", "critical-tests");
        drill.record(started);
        Files.writeString(Path.of(command.directory()).resolve("junit.xml"), PASSES);
        CommandRun run = Ended.of(started, Drill.NOW, Drill.NOW.plusMillis(7), Ended.How.SUCCEEDED, 0, "done");
        drill.record(run);

        assertThat(step.next(drill, new Ended(run, List.of())).problem()).isNull();
        assertThat(drill.incident().tests()).singleElement().satisfies(tests -> {
            assertThat(tests.status()).isEqualTo("passed");
            assertThat(tests.total()).isEqualTo(1);
            assertThat(tests.because()).endsWith("so the full command runs");
            assertThat(tests.millis()).isEqualTo(7);
        });
    }

    @Test
    void testsThatSomebodyAbortsAreNoTestsThatFailed() {
        drill.fixed();

        List<Fact> facts = drill.aborting("critical-tests").facts("criticalTests", Map.of("command", "true"));

        assertThat(facts)
                .hasSize(2)
                .last()
                .isInstanceOfSatisfying(
                        CommandRun.class, run -> assertThat(run.status()).isEqualTo("aborted"));
        assertThat(drill.incident().tests()).isEmpty();
    }

    private TestsRun test(Map<String, Object> arguments) {
        List<TestsRun> runs = drill.step("criticalTests", arguments).tests();
        return runs.get(runs.size() - 1);
    }

    private static String write(String report) {
        return "echo '" + report + "' > junit.xml";
    }
}
