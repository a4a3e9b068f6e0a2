package io.jenkins.plugins.hotfix.testing.selection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTemplateTest {
    private static final List<String> HOSTILE = List.of(
            "$(touch executed)/test_a.py",
            "`touch executed`.py",
            "a'; touch executed; '.py",
            "a\"; touch executed; \".py",
            "a;touch executed",
            "a\ntouch executed\n",
            "a&touch executed&",
            "a|touch executed",
            "--option=touch executed",
            "-c touch executed",
            "a b\\",
            "*",
            "~",
            "#a",
            "ä{tests}$HOME");

    @TempDir
    private Path directory;

    @Test
    void hostileNamesReachTheCommandAsTheyAre() throws Exception {
        TestPlan plan = new TestPlan(List.of(), HOSTILE, List.of());
        String command =
                new CommandTemplate("printf '%s\\0' {files}").fill(plan).orElseThrow();

        assertThat(run(command))
                .isEqualTo(HOSTILE.stream()
                        .map(path -> path.startsWith("-") ? "./" + path : path)
                        .toList());
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void hostileNamesReachTheToolsAsTheyAre() throws Exception {
        Project project = new Project().with("test_unrelated.py").with("pytest.ini");
        HOSTILE.stream().map(path -> "test_/" + path + "/test_.py").forEach(project::with);
        String[] changed =
                HOSTILE.stream().map(path -> "test_/" + path + "/test_.py").toArray(String[]::new);

        String command = project.plan(changed).command().replace("python3 -m pytest", "printf '%s\\0'");

        assertThat(run(command)).contains(changed);
        assertThat(directory).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pytest '{tests}'",
                "pytest \"{tests}\"",
                "pytest \"$(echo {tests})\"",
                "pytest `echo {tests}`",
                "cat <<EOF\n{tests}\nEOF",
                "pytest # {tests}",
                "pytest ${X:-{tests}}",
                "pytest $(( {tests} ))",
                "pytest \\\"' {tests}",
                "pytest a{tests}",
                "pytest {tests}b"
            })
    void aPlaceholderStandsOnlyWhereItCanBeQuoted(String template) {
        assertThatThrownBy(() -> new CommandTemplate(template))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must stand alone");
    }

    @Test
    void placeholdersMayFollowQuotedText() throws Exception {
        TestPlan plan = new TestPlan(List.of(), List.of("a b.py"), List.of());

        assertThat(run(new CommandTemplate("printf '%s\\0' \"it's\" 'so \"' x\\' {files}; true # 'comment")
                        .fill(plan)
                        .orElseThrow()))
                .containsExactly("it's", "so \"", "x'", "a b.py");
    }

    @Test
    void aPlaceholderForNothingMakesNoCommand() {
        TestPlan plan = new TestPlan(List.of(), List.of("a.py"), List.of());

        assertThat(new CommandTemplate("pytest {tests} {files}").fill(plan)).isEmpty();
        assertThat(new CommandTemplate("pytest {files}").fill(plan)).hasValue("pytest a.py");
    }

    private List<String> run(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(Files.exists(directory.resolve("executed"))).isFalse();
        return Arrays.stream(output.split("\0")).toList();
    }
}
