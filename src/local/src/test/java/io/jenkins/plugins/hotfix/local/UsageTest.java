package io.jenkins.plugins.hotfix.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageTest {

    @TempDir
    private Path archive;

    private Called run(String... more) {
        String[] arguments = new String[more.length + 3];
        arguments[0] = "run";
        arguments[1] = "--archive";
        arguments[2] = archive.toString();
        System.arraycopy(more, 0, arguments, 3, more.length);
        return Called.with(arguments);
    }

    @Test
    void withoutASubcommandItSaysWhichThereAre() {
        Called called = Called.with();
        assertThat(called.status()).isEqualTo(2);
        assertThat(called.err())
                .contains(
                        "Say what to do: demo, init, config, run, resume, abandon, ",
                        "audit, backport",
                        "--help");
    }

    @ParameterizedTest
    @CsvSource({"rum, run", "resum, resume", "lits, list"})
    void aMistypedSubcommandIsGuessed(String typed, String meant) {
        Called called = Called.with(typed);
        assertThat(called.status()).isEqualTo(2);
        assertThat(called.err()).contains("Did you mean").contains("hotfix " + meant);
    }

    @Test
    void aMistypedOptionIsGuessed() {
        Called called = run("--repo", ".", "--incident", "x", "--severtiy", "P0");
        assertThat(called.status()).isEqualTo(2);
        assertThat(called.err()).contains("--severtiy").contains("--severity");
    }

    /** Of a needed option the other complaint would be that it is missing. */
    @Test
    void aMistypedOptionThatIsNeededIsNamed() {
        Called called = run("--reppo=.", "--incident", "x");
        assertThat(called.status()).isEqualTo(2);
        assertThat(called.err()).contains("There is no option --reppo. Did you mean '--repo'?", "Nothing was done");
    }

    @Test
    void missingOptionsAreNamed() {
        Called called = run();
        assertThat(called.status()).isEqualTo(2);
        assertThat(called.err()).contains("--repo", "--incident");
    }

    @Test
    void anEmptyDescriptionIsRefused() {
        Called called = run("--repo", ".", "--incident", " \n ");
        assertThat(called.status()).isEqualTo(2);
        assertThat(called.err()).contains("--incident is empty", "Nothing was done");
    }

    @Test
    void aRepositoryThatIsNeitherADirectoryNorAUrlIsRefused() {
        Called called = run("--repo", "no/such/place", "--incident", "x");
        assertThat(called.status()).isEqualTo(2);
        assertThat(called.err()).contains("There is no directory \"no/such/place\"");
    }

    @Test
    void aSeverityThatDoesNotExistIsRefusedWithThoseThatDo() {
        Called called = run("--repo", ".", "--incident", "x", "--severity", "P7");
        assertThat(called.status()).isEqualTo(2);
        assertThat(called.err()).contains("P7", "P0, P1, P2");
    }

    @ParameterizedTest
    @CsvSource({
        "deployProd, wants STEP.PARAMETER=VALUE",
        "=x, wants STEP.PARAMETER=VALUE",
        "deployProd.=x, wants STEP.PARAMETER=VALUE",
        "deploy.command=x, 'deploy'",
        "deployProd.comand=x, 'comand'",
        "hotfixFix.maxFiles=many, 'many'",
    })
    void aSettingThatDoesNotFitIsRefusedBeforeAnythingIsDone(String setting, String said) {
        Called called = run("--repo", ".", "--incident", "x", "--set", setting);
        assertThat(called.status()).isEqualTo(2);
        assertThat(called.err()).contains(said, "Nothing was done");
        assertThat(archive).isEmptyDirectory();
    }

    @Test
    void aFileNameWithAnAtSignIsNotRead() {
        Called called = run("--repo", ".", "--incident", "x", "@/etc/passwd");
        assertThat(called.status()).isEqualTo(2);
        assertThat(called.err()).contains("@/etc/passwd").doesNotContain("root:");
    }

    @Test
    void helpAndVersionAreNoErrors() {
        assertThat(Called.with("run", "--help").out()).contains("--incident", "--fix", "--set", "--archive", "--yes");
        assertThat(Called.with("--help").out()).contains("3", "stopped at a gate", "4", "not a hotfix");
        assertThat(Called.with("--version").out()).startsWith("hotfix ");
        assertThat(Called.with("--version").status()).isZero();
    }

    @Test
    void anIncidentThatIsNotThereIsSaidWithWhatThereIs() {
        Called called = Called.with("show", "HOTFIX-20260101-nope", "--archive", archive.toString());
        assertThat(called.status()).isEqualTo(1);
        assertThat(called.err()).contains("There is no incident HOTFIX-20260101-nope", "is --archive right?");
    }

    @ParameterizedTest
    @CsvSource({"..", "../x", "a/b", "'-x y'"})
    void anIdThatLeavesTheArchiveIsRefused(String id) {
        Called called = Called.with("show", "--archive", archive.toString(), "--", id);
        assertThat(called.status()).isEqualTo(1);
        assertThat(called.err()).contains("An incident's id has letters, digits, points, underscores and hyphens");
    }

    @Test
    void anEmptyArchiveIsListedAsSuch() {
        Called called = Called.with("list", "--archive", archive.toString());
        assertThat(called.status()).isZero();
        assertThat(called.out()).contains("There is no incident in " + archive);
    }
}
