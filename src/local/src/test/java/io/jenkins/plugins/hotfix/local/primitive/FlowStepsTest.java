package io.jenkins.plugins.hotfix.local.primitive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlowStepsTest {

    private ScriptRun script;

    @BeforeEach
    void setUp(@TempDir Path directory) {
        script = new ScriptRun(directory);
    }

    @Test
    void echoPrintsEachLineAndSoDoesPrintln() throws Throwable {
        script.run("echo 'a\\nb'; println 3; [4].each { println it }");
        assertThat(script.output).containsExactly("a", "b", "3", "4");
    }

    @Test
    void errorFailsWithItsMessageAndCanBeCaught() throws Throwable {
        script.run("try { error 'no' } catch (hudson.AbortException e) { echo \"caught ${e.message}\" }");
        assertThat(script.output).containsExactly("caught no");
        assertThatThrownBy(() -> script.run("error 'no'"))
                .isInstanceOf(AbortException.class)
                .hasMessage("no");
    }

    @Test
    void unstableMakesTheResultWorseAndNothingMakesItBetter() throws Throwable {
        script.run("unstable 'flaky'; echo currentBuild.currentResult; currentBuild.result = 'SUCCESS'");
        assertThat(script.output).containsExactly("WARNING: flaky", "UNSTABLE");
        assertThat(script.build.getResult()).isEqualTo("UNSTABLE");
    }

    @Test
    void stageGivesTheValueOfItsBlock() throws Throwable {
        assertThat(script.run("stage('Build') { return 3 }")).isEqualTo(3);
    }

    @Test
    void parallelRunsAllBranchesAndGivesTheirValues() throws Throwable {
        Object value =
                script.run("parallel(a: { sleep time: 30, unit: 'MILLISECONDS'; echo 'a'; 1 }, b: { echo 'b'; 2 })");
        assertThat(value).isEqualTo(Map.of("a", 1, "b", 2));
        assertThat(script.output).containsExactly("Sleeping for 30 ms", "b", "a");
    }

    @Test
    void parallelWaitsForAllBranchesAndFailsWithTheWorstProblem() {
        assertThatThrownBy(() -> script.run("parallel(a: { error 'a' }, b: { sleep time: 10, unit: 'MILLISECONDS';"
                        + " throw new IllegalStateException('b') })"))
                .isInstanceOf(IllegalStateException.class)
                .satisfies(problem -> assertThat(problem.getSuppressed()).hasSize(1));
        assertThat(script.output).contains("Failed in branch a", "Failed in branch b");
    }

    @Test
    void parallelWithFailFastStopsTheOtherBranches() {
        assertThatThrownBy(() -> script.run(
                        "parallel(a: { sleep time: 10, unit: 'MILLISECONDS'; error 'a' }, b: { sleep time: 1, unit: 'HOURS' },"
                                + " failFast: true)"))
                .isInstanceOf(AbortException.class)
                .hasMessage("a");
    }

    @Test
    void timeoutStopsWhatRunsInItsBlock() throws Throwable {
        script.run("try { timeout(time: 20, unit: 'MILLISECONDS') { stage('s') { sleep 3600 } } }"
                + " catch (org.jenkinsci.plugins.workflow.steps.FlowInterruptedException e) { echo e.result }");
        assertThat(script.output)
                .containsExactly(
                        "Timeout set to expire in 20 ms",
                        "Sleeping for 1 hr 0 min",
                        "Cancelling nested steps due to timeout",
                        "ABORTED");
    }

    @Test
    void retryRunsItsBlockAgainUntilItSucceeds() throws Throwable {
        assertThat(script.run("def n = 0; retry(3) { n++; if (n < 3) { error \"try $n\" }; n }"))
                .isEqualTo(3);
        assertThat(script.output).containsExactly("ERROR: try 1", "Retrying", "ERROR: try 2", "Retrying");
    }

    @Test
    void retryGivesUpWithTheLastProblem() {
        assertThatThrownBy(() -> script.run("retry(2) { error 'no' }")).hasMessage("no");
    }

    @Test
    void retryThatIsForLostAgentsOnlyDoesNotHideAFailure() {
        assertThatThrownBy(() -> script.run("retry(count: 2, conditions: [agent(), nonresumable()]) { error 'no' }"))
                .hasMessage("no");
        assertThat(script.output).isEmpty();
    }

    @Test
    void waitUntilTriesAgainUntilItsBlockIsTrue() throws Throwable {
        script.run("def n = 0; waitUntil(initialRecurrencePeriod: 10) { n++; n == 3 }; echo \"$n\"");
        assertThat(script.output).containsExactly("Will try again after 10 ms", "Will try again after 12 ms", "3");
    }

    @Test
    void catchErrorGoesOnWithAWorseResult() throws Throwable {
        script.run("catchError(buildResult: 'UNSTABLE', message: 'went wrong') { error 'no' }; echo 'on'");
        assertThat(script.output).containsExactly("ERROR: went wrong", "ERROR: no", "on");
        assertThat(script.build.getResult()).isEqualTo("UNSTABLE");
    }

    @Test
    void warnErrorGoesOnAsUnstable() throws Throwable {
        script.run("warnError('hm') { error 'no' }");
        assertThat(script.output).containsExactly("WARNING: hm", "ERROR: no");
        assertThat(script.build.getResult()).isEqualTo("UNSTABLE");
    }

    @Test
    void aStoppedRunIsNotCaughtWhereInterruptionsAreNot() {
        assertThatThrownBy(() -> script.run("catchError(catchInterruptions: false) {"
                        + " timeout(time: 10, unit: 'MILLISECONDS') { sleep 3600 } }"))
                .isInstanceOf(FlowInterruptedException.class);
    }

    @Test
    void jobPropertiesAreAcceptedAndMeanNothing() throws Throwable {
        script.run("properties([disableConcurrentBuilds(), parameters([string(name: 'A', defaultValue: 'b')])])");
        assertThat(script.output).isEmpty();
    }

    @Test
    void theRunKnowsItselfAndItsParameters() throws Throwable {
        script.parameters = Map.of("WHO", "you");
        assertThat(script.run(
                        "currentBuild.description = 'd'; currentBuild.displayName = \"#${currentBuild.number} x\";"
                                + " return [params.WHO, env.BUILD_NUMBER, BUILD_NUMBER, env.NOPE,"
                                + " currentBuild.getBuildCauses('hudson.model.Cause$UserIdCause')[0].userId]"))
                .isEqualTo(Arrays.asList("you", "1", "1", null, "ada"));
        assertThat(List.of(script.build.getDescription(), script.build.getDisplayName()))
                .containsExactly("d", "#1 x");
    }
}
