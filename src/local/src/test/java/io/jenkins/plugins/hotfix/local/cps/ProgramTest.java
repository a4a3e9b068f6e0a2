package io.jenkins.plugins.hotfix.local.cps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.NotSerializableException;
import java.io.Serializable;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramTest {

    private final List<String> output = new ArrayList<>();
    private Library library = new Library(Map.<String, URL>of(), null);

    /** Prints its message and ends at once, as Jenkins' own step does. */
    private record Say() implements Step {
        @Override
        public StepSignature signature() {
            return StepSignature.of("echo").sole("message").atOnce();
        }

        @Override
        public void start(StepCall call) {
            call.print(call.arguments().text("message"));
            call.succeed(null);
        }
    }

    /** Gives its value back after some work on another thread. */
    private record Slow() implements Step {
        @Override
        public StepSignature signature() {
            return StepSignature.of("slow").sole("value").with("fail");
        }

        @Override
        public void start(StepCall call) {
            call.inBackground(() -> {
                if (call.arguments().flag("fail", false)) {
                    throw new IOException("it broke");
                }
                return call.arguments().named().get("value");
            });
        }
    }

    /** Runs its block once and says so. */
    private record Around() implements Step {
        @Override
        public StepSignature signature() {
            return StepSignature.of("around").around();
        }

        @Override
        public void start(StepCall call) {
            call.print("before");
            call.run(call.block(), call.context(), outcome -> {
                call.print("after");
                call.end(outcome);
            });
        }
    }

    private Object run(String script) throws Throwable {
        return program().run("Jenkinsfile", script, new HashMap<>());
    }

    private Program program() {
        ProgramListener listener = new ProgramListener() {
            @Override
            public void line(Context context, String line) {
                output.add(line);
            }
        };
        return new Program(List.of(new Say(), new Slow(), new Around()), List.of(), library, listener);
    }

    @Test
    void stepsTakeOneUnnamedValueOrNamedOnes() throws Throwable {
        assertThat(run("echo 'a'; echo message: \"b${1 + 1}\"; return slow(value: [x: 1]).x"))
                .isEqualTo(1);
        assertThat(output).containsExactly("a", "b2");
    }

    @Test
    void closuresOverStepsWorkInEachAndCollect() throws Throwable {
        assertThat(run("def all = [1, 2].collect { slow(it) + 1 }; [a: 1].each { k, v -> echo k + slow(v) }; all"))
                .isEqualTo(List.of(2, 3));
        assertThat(output).containsExactly("a1");
    }

    @Test
    void loopsOverListsAndMapsSurviveBeingSaved() throws Throwable {
        run("for (x in [1, 2]) { slow(x); echo \"$x\" }; for (e in [a: 1].entrySet()) { slow(1); echo e.key };"
                + " for (int i = 0; i < 2; i++) { slow(i) }");
        assertThat(output).containsExactly("1", "2", "a");
    }

    @Test
    void aProblemOfAStepCanBeCaughtByItsTypeAndFinallyRuns() throws Throwable {
        run("try { slow(value: 1, fail: true) } catch (IOException e) { echo e.message } finally { echo 'finally' }");
        assertThat(output).containsExactly("it broke", "finally");
    }

    @Test
    void aProblemThatNobodyCatchesEndsTheRun() {
        assertThatThrownBy(() -> run("around { slow(value: 1, fail: true) }; echo 'never'"))
                .isInstanceOf(IOException.class)
                .hasMessage("it broke");
        assertThat(output).containsExactly("before", "after");
    }

    @Test
    void aBlockIsRunAndItsValueGivenBack() throws Throwable {
        assertThat(run("return around { slow(41) + 1 }")).isEqualTo(42);
    }

    @Test
    void aStepThatNeedsABlockSaysSo() {
        assertThatThrownBy(() -> run("around()"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("around step must be called with a body");
    }

    @Test
    void anUnknownStepIsReportedWithWhatThereIs() {
        assertThatThrownBy(() -> run("deploi 'x'"))
                .isInstanceOf(NoSuchMethodError.class)
                .hasMessage(
                        "No such DSL method 'deploi' found among steps [around, echo, slow] or symbols [] or globals []");
    }

    @Test
    void severalUnnamedValuesAreRefused() {
        assertThatThrownBy(() -> run("slow(1, 2)"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected named arguments but got [1, 2]");
    }

    @Test
    void anUnknownParameterIsReportedAndIgnored() throws Throwable {
        assertThat(run("return slow(value: 7, colour: 'red')")).isEqualTo(7);
        assertThat(output).containsExactly("WARNING: Unknown parameter(s) found for slow: colour");
    }

    @Test
    void aLocalVariableThatCannotBeSavedFailsTheStepItLivesAcross() {
        assertThatThrownBy(() -> run("def matcher = 'abc' =~ /b/; slow(1); echo matcher.toString()"))
                .isInstanceOf(NotSerializableException.class);
        assertThat(output).singleElement().asString().contains("java.util.regex.Matcher", "@NonCPS");
    }

    @Test
    void aLoopOverTheMapItselfFailsAsInJenkinsWhereOnlyItsEntrySetCanBeSaved() {
        assertThatThrownBy(() -> run("for (e in [a: 1, b: 2]) { slow(e.value) }"))
                .isInstanceOf(NotSerializableException.class);
    }

    @Test
    void nonCpsCodeThatCallsBackIntoScriptIsReportedAsInJenkins() throws Throwable {
        run("@NonCPS def sorted(list, by) { list.sort { a, b -> by(a) <=> by(b) } }; sorted([2, 1]) { slow(it) }");
        assertThat(output)
                .anySatisfy(line -> assertThat(line)
                        .startsWith("expected to call Jenkinsfile.sorted but wound up catching ")
                        .endsWith("see: https://jenkins.io/redirect/pipeline-cps-method-mismatches/"));
    }

    @Test
    void librariesCallEachOtherAndKeepNoStateBetweenScripts(@TempDir Path directory) throws Throwable {
        Path vars = Files.createDirectory(directory.resolve("vars"));
        Files.writeString(vars.resolve("greet.groovy"), "def call(Map args) { polite.hello(args.name) }");
        Files.writeString(
                vars.resolve("polite.groovy"), "def hello(name) { around { echo \"Hello $name\" }; slow(name) }");
        library = Library.in(directory);
        assertThat(run("return greet(name: 'Ada')")).isEqualTo("Ada");
        assertThat(output).containsExactly("before", "Hello Ada", "after");
    }

    @Test
    void aRunCanBeStoppedFromOutsideAndStillRunsFinally() {
        Program program = program();
        assertThatThrownBy(() -> program.run(
                        "Jenkinsfile",
                        "try { around { stop(); while (true) { slow(1) } } } finally { echo 'finally' }",
                        new HashMap<>(Map.of("stop", new Stop(program)))))
                .isInstanceOf(InterruptedException.class)
                .hasMessage("stopped");
        assertThat(output).containsExactly("before", "after", "finally");
    }

    /** Stops the run a moment after it is called. */
    private static final class Stop implements Serializable {

        private static final long serialVersionUID = 1L;

        private final transient Program program;

        Stop(Program program) {
            this.program = program;
        }

        /** Called by the script. */
        @SuppressWarnings("unused")
        public void call() {
            program.after(Duration.ofMillis(20), () -> program.stop(new InterruptedException("stopped")));
        }
    }
}
