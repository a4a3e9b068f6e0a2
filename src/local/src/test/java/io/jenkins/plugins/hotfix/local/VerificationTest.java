package io.jenkins.plugins.hotfix.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.Status;
import io.jenkins.plugins.hotfix.local.archive.Archive;
import io.jenkins.plugins.hotfix.local.demo.SampleService;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the pipeline does after the deployment, end to end. */
@Timeout(120)
class VerificationTest {
    @TempDir
    Path directory;

    private SampleService service;
    private Archive archive;

    @BeforeEach
    void breakTheService() throws Exception {
        service = SampleService.in(directory.resolve("sample"));
        service.release();
        service.breakProduction();
        service.prepareFix();
        archive = new Archive(directory.resolve("archive"));
    }

    private Called run(String... settings) {
        String production = Quoted.of(service.production().toString());
        List<String> arguments = new ArrayList<>(List.of(
                "run",
                "--repo",
                service.clone().toString(),
                "--archive",
                archive.directory().toString(),
                "--incident",
                "Checkout is down",
                "--yes",
                "--fix",
                SampleService.FIX,
                "--set",
                "deployProd.command=sh deploy " + production,
                "--set",
                "verifyProd.intervalSeconds=1"));
        for (String setting : settings) {
            arguments.addAll(List.of("--set", setting.replace("PRODUCTION", production)));
        }
        return Called.with(arguments.toArray(String[]::new));
    }

    private Incident incident() throws Exception {
        return archive.read(archive.ids().get(0));
    }

    @Test
    void aServiceThatIsWellIsRestored() throws Exception {
        Called called = run("verifyProd.smoke=true", "verifyProd.windowMinutes=0");

        assertThat(called.status()).as(called.out() + called.err()).isZero();
        assertThat(incident().verification().orElseThrow().status()).isEqualTo("passed");
        assertThat(incident().restoredAt()).isNotNull();
        assertThat(incident().status()).isEqualTo(Status.RESOLVED);
    }

    @Test
    void aBreachIsRolledBackAndTheRunFails() throws Exception {
        String broken = service.price();
        Called called = run("verifyProd.smoke=false", "rollbackProd.command=sh deploy PRODUCTION");

        assertThat(called.status()).as(called.out() + called.err()).isEqualTo(1);
        assertThat(incident().status()).isEqualTo(Status.ROLLED_BACK);
        assertThat(incident().backports()).isEmpty();
        assertThat(service.price()).isEqualTo(broken);
        assertThat(called.out()).contains("What was broken before the hotfix is broken again");
    }

    @Test
    void aDeploymentThatFailsIsRolledBackWhereThatIsConfigured() throws Exception {
        Called called = run(
                "deployProd.migrateAfter=exit 3",
                "rollbackProd.command=sh deploy PRODUCTION",
                "rollbackProd.revert=true");

        assertThat(called.status()).as(called.out() + called.err()).isEqualTo(1);
        assertThat(incident().status()).isEqualTo(Status.ROLLED_BACK);
        assertThat(incident().rollback().orElseThrow().reverted()).isEqualTo("pushed");
    }

    private Called resume(String... settings) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "resume",
                "--archive",
                archive.directory().toString(),
                archive.ids().get(0),
                "--yes"));
        for (String setting : settings) {
            String production = Quoted.of(service.production().toString());
            arguments.addAll(List.of("--set", setting.replace("PRODUCTION", production)));
        }
        return Called.with(arguments.toArray(String[]::new));
    }

    @Test
    void aRollbackThatFailedIsTriedAgainWhenTheRunIsResumed() throws Exception {
        String broken = service.price();
        Called failed = run("deployProd.migrateAfter=exit 3", "rollbackProd.command=exit 4");
        assertThat(failed.status()).as(failed.out() + failed.err()).isEqualTo(1);
        assertThat(incident().status()).isEqualTo(Status.ROLLBACK_FAILED);

        Called resumed = resume("rollbackProd.command=sh deploy PRODUCTION");

        assertThat(resumed.status()).as(resumed.out() + resumed.err()).isEqualTo(1);
        assertThat(incident().status()).isEqualTo(Status.ROLLED_BACK);
        assertThat(service.price()).isEqualTo(broken);

        Called over = resume();
        assertThat(over.status()).as(over.out() + over.err()).isEqualTo(3);
        assertThat(over.out()).contains("Declare an incident for the next fix");
    }

    @Test
    void aDeploymentThatWasNotBegunIsNotRolledBack() throws Exception {
        Called refused = run("deployProd.checklist=required", "rollbackProd.command=sh deploy PRODUCTION");

        assertThat(refused.status()).as(refused.out() + refused.err()).isEqualTo(3);
        assertThat(refused.out()).contains("The checklist before the deployment is not complete");
        assertThat(incident().rollback()).isEmpty();
        assertThat(incident().refusals()).isEmpty();
        assertThat(incident().approvals()).noneMatch(approved -> approved.gate().equals("rollback"));
    }

    @Test
    void aServiceOfWhichNothingIsKnownIsNotCalledWell() throws Exception {
        Called called = run("verifyProd.smoke=no-such-command");

        assertThat(called.status()).isEqualTo(3);
        assertThat(called.out()).contains("could not be determined");
        assertThat(incident().restoredAt()).isNull();
    }
}
