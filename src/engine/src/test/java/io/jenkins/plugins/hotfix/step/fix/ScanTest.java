package io.jenkins.plugins.hotfix.step.fix;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.incident.Fact.Scanned;
import io.jenkins.plugins.hotfix.incident.Fact.SecurityRelated;
import io.jenkins.plugins.hotfix.step.Drill;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScanTest {
    @TempDir
    Path directory;

    private Drill drill;

    @BeforeEach
    void start() throws IOException {
        drill = Drill.of(directory);
    }

    private void fixed(String description, Map<String, Object> more) {
        Map<String, Object> triage = new HashMap<>(Map.of("description", description, "severity", "P0"));
        triage.putAll(more);
        drill.step("hotfixTriage", triage);
        String branch = drill.step("hotfixBranch").branch().orElseThrow().branch();
        drill.origin.commit(branch, "fix", Map.of("src/checkout.sh", "echo 200\n", "tests/checkout_test.sh", "true\n"));
        drill.step("hotfixFix");
    }

    private void test(String scan) {
        drill.step("criticalTests", Map.of("command", "sh tests/checkout_test.sh", "scan", scan));
    }

    private String gate() {
        drill.attempt("hotfixGate", Map.of("gate", "deploy"));
        return Objects.requireNonNull(drill.asked).question().details().stream()
                .map(line -> line.in(Locale.ENGLISH))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void aFixOfAnIncidentAboutSecurityIsScannedOnceItsTestsPassedAndTheGateShowsIt() {
        fixed("SQL injection in the search field", Map.of());
        test("grep -q 200 src/checkout.sh && echo 0 findings");

        assertThat(drill.incident().latest(SecurityRelated.class))
                .contains(new SecurityRelated(true, "the description says \"injection\""));
        Scanned scan = drill.incident().scan().orElseThrow();
        assertThat(scan.status()).isEqualTo("passed");
        assertThat(scan.commit()).isEqualTo(drill.incident().fix().orElseThrow().tip());
        assertThat(gate()).contains("Security scan: nothing found. 0 findings");

        test("grep -q 200 src/checkout.sh && echo 0 findings");
        assertThat(drill.incident().all(Scanned.class)).hasSize(1);
    }

    @Test
    void whatTheScanFindsStopsNothingButStandsAtTheGateAndInTheReport() {
        fixed("Tokens leaked to the log", Map.of("security", true));
        test("echo CVE-2026-0001; exit 3");

        assertThat(drill.incident().tested()).isTrue();
        assertThat(gate())
                .contains("Security scan: it failed. Read what it found before you approve:", "CVE-2026-0001");
        drill.step("writeIncidentReport");
        assertThat(drill.files.get("incident.md")).contains("Security scan of", "exit status 3", "CVE-2026-0001");
    }

    @Test
    void whatIsNotAboutSecurityIsNotScanned() {
        fixed("SQL injection was the wrong suspicion", Map.of("security", false));
        test("exit 1");

        assertThat(drill.incident().scan()).isEmpty();
        assertThat(gate()).doesNotContain("Security scan");
    }

    @Test
    void thatThereWasNoScanIsSaid() {
        fixed("A vulnerability in the upload", Map.of());
        drill.step("criticalTests", Map.of("command", "sh tests/checkout_test.sh"));

        assertThat(gate()).contains("Security scan: there was none, although the incident is about security.");
    }
}
