package io.jenkins.plugins.hotfix.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestPlanCommandTest {
    @TempDir
    private Path clone;

    @BeforeEach
    void makeARepository() throws Exception {
        git("init", "--quiet", "--initial-branch=main");
        write("go.mod", "module shop\n");
        write("money/money.go", "package money\n");
        write("cart/cart.go", "package cart\n\nimport \"shop/money\"\n");
        write("cart/cart_test.go", "package cart\n");
        commit("The shop");
        git("checkout", "--quiet", "-b", "fix");
        write("money/money.go", "package money // fixed\n");
        commit("fix: money");
        git("checkout", "--quiet", "main");
    }

    @Test
    void tellsWhichTestsAndWhy() {
        Called called = plan("fix");

        assertThat(called.err()).isEmpty();
        assertThat(called.out()).isEqualTo("""
                        Changed:
                          money/money.go
                        Affected:
                          cart
                          money
                        Because:
                          Go: the fix changes money, and the other packages import that
                        Command:
                          go test -count=1 ./cart
                        """);
        assertThat(called.status()).isZero();
    }

    @Test
    void tellsItAsJson() throws Exception {
        Called called = plan("fix", "--json");

        assertThat(Json.read(called.out()).path("command").asText()).isEqualTo("go test -count=1 ./cart");
        assertThat(Json.read(called.out()).at("/selections/0/tool").asText()).isEqualTo("Go");
    }

    @Test
    void heedsProductionsSettings() throws Exception {
        write(".hotfix.yml", "criticalTests:\n  command: gotestsum --junitfile junit.xml {modules}\n");
        commit("Settings");

        assertThat(plan("fix").out()).endsWith("Command:\n  gotestsum --junitfile junit.xml cart money\n");
    }

    @Test
    void failsWhereThereIsNothingToRun() throws Exception {
        git("checkout", "--quiet", "-b", "other");
        write("deploy.sh", "true\n");
        commit("fix: deploy");

        Called called = plan("other");

        assertThat(called.status()).isEqualTo(1);
        assertThat(called.out()).contains("no test tool that we know answers", "criticalTests.fullCommand");
    }

    @Test
    void aFixThatDoesNotExistIsWrongUsage() {
        Called called = plan("nowhere");

        assertThat(called.status()).isEqualTo(2);
        assertThat(called.err()).contains("There is no branch and no commit \"nowhere\"");
    }

    private Called plan(String fix, String... more) {
        String[] arguments = new String[more.length + 5];
        System.arraycopy(new String[] {"test-plan", "--repo", clone.toString(), "--fix", fix}, 0, arguments, 0, 5);
        System.arraycopy(more, 0, arguments, 5, more.length);
        return Called.with(arguments);
    }

    private void write(String path, String text) throws IOException {
        Path file = clone.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void commit(String message) throws Exception {
        git("add", "--all");
        git("-c", "user.name=Alice", "-c", "user.email=alice@example.com", "commit", "--quiet", "-m", message);
    }

    private void git(String... arguments) throws Exception {
        String[] command = new String[arguments.length + 1];
        command[0] = "git";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Process process = new ProcessBuilder(command)
                .directory(clone.toFile())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
    }
}
