package io.jenkins.plugins.hotfix.step.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.incident.Fact.Check;
import io.jenkins.plugins.hotfix.incident.Fact.FollowUp;
import io.jenkins.plugins.hotfix.incident.Fact.Verified;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.Status;
import io.jenkins.plugins.hotfix.production.PrometheusServer;
import io.jenkins.plugins.hotfix.step.Drill;
import io.jenkins.plugins.hotfix.web.WebServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class VerifyTest {
    @TempDir
    static Path data;

    @TempDir
    Path directory;

    private static PrometheusServer prometheus;
    private Drill drill;

    @BeforeAll
    static void start() throws Exception {
        prometheus = new PrometheusServer(data);
    }

    @AfterAll
    static void stop() {
        if (prometheus != null) {
            prometheus.close();
        }
    }

    @BeforeEach
    void deploy() throws Exception {
        prometheus.set("error_rate", "0.001");
        prometheus.set("requests", "10000");
        prometheus.set("latency", "0.2");
        drill = Drill.of(directory);
    }

    private static Map<String, Object> errorRate() {
        return Map.of("query", "error_rate", "kind", "rate", "requests", "requests");
    }

    private static Map<String, Object> watching(Map<String, Object> metrics) {
        return new HashMap<>(Map.of("prometheus", prometheus.url(), "metrics", metrics, "windowMinutes", 3));
    }

    /** Looks as often as the pipeline does, until there is a finding. */
    private Verified verified(Map<String, Object> settings) {
        for (int tries = 0; tries < 100; tries++) {
            Verified sample = drill.step("verifyProd", settings).verification().orElseThrow();
            if (!sample.status().equals("running")) {
                assertThat(sample.waitSeconds()).isZero();
                return sample;
            }
            drill.now = drill.now.plusSeconds(sample.waitSeconds());
        }
        throw new AssertionError("no finding");
    }

    @Test
    void aHealthyServicePassesWhenTheWindowIsOver() throws Exception {
        drill.deployed();
        try (WebServer service = WebServer.answering(200, "UP")) {
            Map<String, Object> settings = watching(Map.of("error-rate", errorRate()));
            settings.put("health", List.of(service.url()));
            settings.put("smoke", "test \"$(sh src/checkout.sh)\" = 200");

            Verified verified = verified(settings);

            assertThat(verified.status()).isEqualTo("passed");
            assertThat(verified.sample()).isEqualTo(4);
            assertThat(verified.checks())
                    .extracting(Check::outcome)
                    .containsOnly("pass")
                    .hasSize(3);
            assertThat(drill.incident().all(Verified.class))
                    .allSatisfy(sample ->
                            assertThat(sample.checks()).extracting(Check::value).contains("0.001"));
            assertThat(drill.incident().restoredAt()).isEqualTo(Drill.NOW);
            drill.step("verifyProd", settings);
            assertThat(drill.incident().verifications())
                    .as("what is found is not looked for again")
                    .hasSize(4);
        }
    }

    /** The run was killed between the deployment and its verification, and the next run begins with a baseline again. */
    @Test
    void aRunThatGoesOnAfterTheDeploymentKeepsTheBaselineOfBefore() throws Exception {
        Map<String, Object> settings = watching(Map.of("latency", Map.of("query", "latency", "kind", "latency")));
        drill.released();
        drill.configure("verifyProd", settings);
        drill.step("deployProd", Map.of("command", "true"));
        prometheus.set("latency", "2");
        drill.resumed();

        drill.step("deployProd");

        assertThat(drill.incident().baseline().orElseThrow().checks())
                .singleElement()
                .satisfies(check -> assertThat(check.value()).isEqualTo("0.2"));
        assertThat(verified(settings).status()).isEqualTo("breached");
    }

    @Test
    void whileADeploymentIsUnderWayNoBaselineIsTaken() throws Exception {
        Map<String, Object> before = watching(Map.of("latency", Map.of("query", "latency", "kind", "latency")));
        drill.released();
        drill.dyingIn("deploy").dies("deployProd", Map.of("command", "true"));
        drill.configure("verifyProd", before);
        drill.resumed();

        assertThat(drill.facts("deployProd", Map.of())).noneMatch(Verified.class::isInstance);
    }

    @Test
    void aBreachThatLastsIsFoundLongBeforeTheWindowIsOver() throws Exception {
        drill.deployed();
        prometheus.set("error_rate", "0.2");

        Verified verified = verified(watching(Map.of("error-rate", errorRate())));

        assertThat(verified.status()).isEqualTo("breached");
        assertThat(verified.level()).isEqualTo("rollback");
        assertThat(verified.sample()).isEqualTo(2);
        assertThat(verified.because()).contains("2000 of 10000 requests", "over 0.05");
        assertThat(drill.incident().status()).isEqualTo(Status.BREACHED);
    }

    @Test
    void aHiccupIsNoBreach() throws Exception {
        drill.deployed();
        Map<String, Object> settings = watching(Map.of("error-rate", errorRate()));
        prometheus.set("error_rate", "0.2");
        drill.step("verifyProd", settings);
        drill.now = drill.now.plusSeconds(60);
        prometheus.set("error_rate", "0.001");

        assertThat(verified(settings).status()).isEqualTo("passed");
    }

    @Test
    void whatBeginsInTheLastMinuteIsWaitedFor() throws Exception {
        drill.deployed();
        Map<String, Object> settings = watching(Map.of("error-rate", errorRate()));
        drill.step("verifyProd", settings);
        drill.now = drill.now.plus(Duration.ofMinutes(3));
        prometheus.set("error_rate", "0.2");

        assertThat(drill.step("verifyProd", settings)
                        .verification()
                        .orElseThrow()
                        .status())
                .isEqualTo("running");
        drill.now = drill.now.plusSeconds(60);
        assertThat(drill.step("verifyProd", settings)
                        .verification()
                        .orElseThrow()
                        .status())
                .isEqualTo("breached");
    }

    @Test
    void oneFailureOfThreeRequestsIsNoBreach() throws Exception {
        drill.deployed();
        prometheus.set("requests", "3");
        prometheus.set("error_rate", "0.333");

        assertThat(verified(watching(Map.of("error-rate", errorRate()))).status())
                .isEqualTo("passed");
    }

    @Test
    void aDegradedServicePassesWithAFollowUp() throws Exception {
        drill.deployed();
        prometheus.set("error_rate", "0.03");

        Verified verified = verified(watching(Map.of("error-rate", errorRate())));

        assertThat(verified.status()).isEqualTo("passed");
        assertThat(verified.level()).isEqualTo("investigate");
        assertThat(drill.incident().followUps())
                .extracting(FollowUp::title)
                .anyMatch(title -> title.contains("Investigate"));
    }

    @Test
    void latencyIsComparedWithTheBaseline() throws Exception {
        Map<String, Object> settings = watching(Map.of("latency", Map.of("query", "latency", "kind", "latency")));
        drill.released();
        drill.configure("verifyProd", settings);
        drill.step("deployProd", Map.of("command", "true"));
        prometheus.set("latency", "0.5");

        Verified verified = verified(settings);

        assertThat(verified.level()).isEqualTo("alert");
        assertThat(verified.status()).isEqualTo("breached");
        assertThat(verified.checks().get(0).baseline()).isEqualTo("0.2");
    }

    @Test
    void withoutABaselineLatencyIsUnknownAndNotWell() throws Exception {
        drill.deployed();

        Verified verified = verified(watching(Map.of("latency", Map.of("query", "latency", "kind", "latency"))));

        assertThat(verified.status()).isEqualTo("no-data");
        assertThat(verified.because()).contains("no baseline");
    }

    @Test
    void memoryThatGrowsIsToInvestigate() throws Exception {
        drill.deployed();
        Map<String, Object> settings = watching(Map.of("memory", Map.of("query", "memory", "kind", "trend")));
        settings.put("windowMinutes", 9);
        for (int minute = 0; minute < 10; minute++) {
            prometheus.set("memory", Integer.toString(100 + 10 * minute));
            drill.step("verifyProd", settings);
            drill.now = drill.now.plusSeconds(60);
        }

        assertThat(drill.incident().verification().orElseThrow()).satisfies(verified -> {
            assertThat(verified.status()).isEqualTo("passed");
            assertThat(verified.level()).isEqualTo("investigate");
        });
    }

    @Test
    void noDataIsNoPassAndCanBeLookedAtAgain() throws Exception {
        drill.deployed();
        Map<String, Object> settings =
                watching(Map.of("errors", Map.of("query", "nobody_exports_this", "rollback", 1)));

        assertThat(verified(settings).status()).isEqualTo("no-data");
        assertThat(drill.incident().restoredAt()).isNull();

        settings.put("metrics", Map.of("error-rate", errorRate()));
        assertThat(verified(settings).status()).isEqualTo("passed");
    }

    @Test
    void errorsOneAfterTheOtherEndTheVerification() throws Exception {
        drill.deployed();
        WebServer gone = WebServer.answering(200, "");
        gone.close();
        Map<String, Object> settings = watching(Map.of("error-rate", errorRate()));
        settings.put("prometheus", gone.url());

        Verified verified = verified(settings);

        assertThat(verified.status()).isEqualTo("error");
        assertThat(verified.sample()).isEqualTo(3);
        assertThat(verified.because()).contains("Prometheus cannot be asked");
    }

    @Test
    void aSmokeCommandThatFailsIsABreachAndOneThatIsNotFoundAnError() throws Exception {
        drill.deployed();

        assertThat(verified(Map.of("smoke", "echo cart empty; exit 1"))).satisfies(verified -> {
            assertThat(verified.status()).isEqualTo("breached");
            assertThat(verified.because()).contains("exit status 1", "cart empty");
        });
    }

    @Test
    void thatAFailedDeploymentWasKeptDoesNotExcuseTheNextOne() throws Exception {
        drill.released();
        drill.problem("deployProd", Map.of("command", "exit 1"));
        assertThat(drill.approve("rollback", "bob", Map.of("ACTION", "keep")).kept())
                .isTrue();
        drill.step("deployProd", Map.of("command", "true"));

        verified(Map.of("smoke", "exit 1"));
        assertThat(drill.incident().kept()).isFalse();
        assertThat(drill.incident().status()).isEqualTo(Status.BREACHED);

        Incident kept = drill.approve("rollback", "bob", Map.of("ACTION", "keep"));
        assertThat(kept.kept()).isTrue();
        assertThat(kept.status()).isEqualTo(Status.DEPLOYED);
    }

    @Test
    void aSmokeCommandThatIsNotFoundIsAnError() throws Exception {
        drill.deployed();

        assertThat(verified(Map.of("smoke", "no-such-smoke-test")).status()).isEqualTo("error");
    }

    @Test
    void afterARollbackProductionIsVerifiedAgain() throws Exception {
        drill.deployed();
        prometheus.set("error_rate", "0.2");
        Map<String, Object> settings = watching(Map.of("error-rate", errorRate()));
        verified(settings);
        drill.step("rollbackProd", Map.of("command", "true", "approval", "none"));
        assertThat(drill.incident().rollback().orElseThrow().because()).contains("2000 of 10000 requests");
        prometheus.set("error_rate", "0");

        Verified verified = verified(settings);

        assertThat(verified.of()).isEqualTo("rollback");
        assertThat(verified.status()).isEqualTo("passed");
        assertThat(drill.incident().status()).isEqualTo(Status.ROLLED_BACK);
    }

    @Test
    void metricsWithoutAServerAreRefused() {
        drill.released();

        assertThat(drill.problem("verifyProd", Map.of("metrics", Map.of("error-rate", errorRate())))
                        .sentence())
                .contains("no server to ask");
    }

    @Test
    void thresholdsThatContradictEachOtherAreRefusedWithTheReason() {
        drill.released();
        Map<String, Object> metric = Map.of("query", "q", "investigate", 5, "rollback", 1);

        assertThat(drill.problem("verifyProd", Map.of("metrics", Map.of("m", metric)))
                        .sentence())
                .contains("contradict each other");
    }

    @Test
    void aServiceThatNothingTellsAboutIsNotVerified() {
        drill.deployed();

        Incident incident = drill.step("verifyProd");

        assertThat(incident.verification()).isEmpty();
        assertThat(incident.restoredAt()).isNull();
    }
}
