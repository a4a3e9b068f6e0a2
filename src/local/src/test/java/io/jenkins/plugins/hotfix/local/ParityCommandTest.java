package io.jenkins.plugins.hotfix.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.json.Json;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParityCommandTest {
    @TempDir
    private Path directory;

    private Clone clone;
    private String fix;

    @BeforeEach
    void aFixOnMainAlone() throws Exception {
        clone = Clone.make(directory, "main");
        clone.push("develop");
        clone.write("total", "1\n");
        clone.commit("Fix the total");
        clone.push("main");
        fix = clone.git("rev-parse", "HEAD");
    }

    private Called parity(String... more) {
        String[] arguments = new String[more.length + 3];
        System.arraycopy(new String[] {"parity", "--repo", clone.directory().toString()}, 0, arguments, 0, 3);
        System.arraycopy(more, 0, arguments, 3, more.length);
        return Called.with(arguments);
    }

    @Test
    void theExitStatusSaysWhetherSomethingIsMissing() throws Exception {
        Called missing = parity(fix);
        assertThat(missing.status()).as(missing.err()).isEqualTo(1);
        assertThat(missing.out()).contains("MISSING  develop: not there", "missing 1 time.");

        clone.push("develop");
        Called there = parity("--json", fix);
        assertThat(there.status()).as(there.err()).isZero();
        assertThat(Json.read(there.out()).at("/hotfixes/0/branches/1/found/as").asText())
                .isEqualTo("same commit");
    }

    @Test
    void whatCannotBeUnderstoodIsUsage() {
        assertThat(parity("--since", "yesterday").status()).isEqualTo(2);
        assertThat(parity("--to", "nowhere").err()).contains("There is no branch like nowhere");
        assertThat(parity("no-such-commit").status()).isEqualTo(2);
        assertThat(parity("--json", "--csv").status()).isEqualTo(2);
    }
}
