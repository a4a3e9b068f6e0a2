package io.jenkins.plugins.hotfix.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.incident.Fact.Released;
import io.jenkins.plugins.hotfix.incident.Fact.Waived;
import io.jenkins.plugins.hotfix.incident.Incident;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockTest {
    @TempDir
    Path directory;

    @Test
    void twoHotfixesDoNotInterleave() throws Exception {
        Drill first = Drill.of(directory);
        Drill second = another(first);
        first.approved();
        approved(second);

        first.step("hotfixTag");
        String released = first.refs();
        Problem waits = second.problem("hotfixTag", Map.of());
        assertThat(waits.kind()).isEqualTo(Problem.Kind.STOPPED);
        assertThat(waits.sentence())
                .contains("HOTFIX-20260117-checkout-is-down by alice", "0 minutes", "hotfixTag.breakLock=");
        assertThat(second.refs()).isEqualTo(released);

        first.step("hotfixRollbackPlan");
        first.step("deployProd", Map.of("command", "true"));
        first.step("hotfixUnlock");
        assertThat(first.refs()).doesNotContain("lock");

        Released later =
                second.step("hotfixTag", Map.of("tag", "second")).release().orElseThrow();
        assertThat(later.previous())
                .isEqualTo(first.incident().release().orElseThrow().commit());
    }

    @Test
    void anIncidentDoesNotStandInItsOwnWay() throws Exception {
        Drill drill = Drill.of(directory);
        drill.planned();

        drill.step("deployProd", Map.of("command", "true"));

        assertThat(drill.refs()).contains("refs/hotfix/lock");
        drill.step("backportDevelop");
        drill.step("hotfixCleanup");
        assertThat(drill.refs()).doesNotContain("refs/hotfix/lock");
    }

    @Test
    void anotherHotfixIsNotDeployedMeanwhile() throws Exception {
        Drill first = Drill.of(directory);
        first.planned();
        first.step("hotfixUnlock");
        Drill second = another(first);
        approved(second);
        second.step("hotfixTag", Map.of("tag", "second"));

        assertThat(first.problem("deployProd", Map.of("command", "true")).sentence())
                .contains("HOTFIX-20260117-search-is-down by alice");
    }

    @Test
    void aLockIsBrokenByNamingItsIncidentAndThatIsOnRecord() throws Exception {
        Drill first = Drill.of(directory);
        first.released();
        Drill second = another(first);
        approved(second);

        second.problem("hotfixTag", Map.of("breakLock", "HOTFIX-20260117-something-else"));
        Incident incident =
                second.step("hotfixTag", Map.of("tag", "second", "breakLock", "HOTFIX-20260117-checkout-is-down"));

        assertThat(incident.waived())
                .filteredOn(waived -> waived.rule().equals("lock"))
                .singleElement()
                .extracting(Waived::reason)
                .asString()
                .contains("HOTFIX-20260117-checkout-is-down by alice");
        assertThat(second.origin.git("log", "--format=%B", "refs/hotfix/lock")).contains("Hotfix-Lock-Broken-By");
        first.step("hotfixUnlock");
        assertThat(second.refs()).contains("refs/hotfix/lock");
    }

    @Test
    void aReleaseThatIsRefusedLeavesNoLock() throws Exception {
        Drill drill = Drill.of(directory);
        drill.approved();
        hook(drill, "case \"$1\" in refs/heads/main) echo frozen >&2; exit 1;; esac");

        assertThat(drill.problem("hotfixTag", Map.of()).sentence()).contains("frozen");
        assertThat(drill.refs()).doesNotContain("lock");
    }

    @Test
    void whereTheServerTakesOnlyBranchesTheLockIsOne() throws Exception {
        Drill drill = Drill.of(directory);
        drill.approved();
        hook(drill, "case \"$1\" in refs/heads/*|refs/tags/*) ;; *) echo 'no such namespace' >&2; exit 1;; esac");

        drill.step("hotfixTag");
        assertThat(drill.refs()).contains("refs/heads/hotfix-lock");

        drill.step("hotfixUnlock");
        assertThat(drill.refs()).doesNotContain("hotfix-lock");
    }

    private Drill another(Drill drill) throws IOException {
        return Drill.on(Files.createDirectories(directory.resolve("another")), drill.origin);
    }

    private static void approved(Drill drill) {
        drill.step("hotfixTriage", Map.of("description", "Search is down", "severity", "P0"));
        drill.step("hotfixBranch");
        drill.origin.commit(
                "hotfix/20260117-search-is-down",
                "fix: search",
                Map.of("src/search.sh", "echo 200\n", "tests/s_test.sh", ""));
        drill.step("hotfixFix");
        drill.step("criticalTests", Map.of("command", "true"));
        drill.approve("deploy", "bob", Map.of());
    }

    private static void hook(Drill drill, String script) throws IOException {
        Path hook = drill.origin.directory().resolve("hooks/update");
        Files.createDirectories(hook.getParent());
        Files.writeString(hook, "#!/bin/sh\n" + script + "\n");
        hook.toFile().setExecutable(true);
    }
}
