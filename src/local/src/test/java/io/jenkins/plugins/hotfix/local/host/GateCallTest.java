package io.jenkins.plugins.hotfix.local.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.hotfix.git.TestRepository;
import io.jenkins.plugins.hotfix.incident.Fact.Approved;
import io.jenkins.plugins.hotfix.incident.Fact.Refused;
import io.jenkins.plugins.hotfix.incident.Fact.Waived;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.local.archive.Archive;
import io.jenkins.plugins.hotfix.local.archive.RunRequest;
import io.jenkins.plugins.hotfix.local.cps.Library;
import io.jenkins.plugins.hotfix.local.cps.Program;
import io.jenkins.plugins.hotfix.local.cps.ProgramListener;
import io.jenkins.plugins.hotfix.local.cps.Step;
import io.jenkins.plugins.hotfix.local.gate.Answer;
import io.jenkins.plugins.hotfix.local.gate.Gatekeeper;
import io.jenkins.plugins.hotfix.local.gate.NobodyThereException;
import io.jenkins.plugins.hotfix.local.primitive.CurrentBuild;
import io.jenkins.plugins.hotfix.local.primitive.Environment;
import io.jenkins.plugins.hotfix.local.primitive.Primitives;
import io.jenkins.plugins.hotfix.question.Question;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How {@code hotfixGate} asks without a controller, and what is on record then. Ada runs the command. */
@Timeout(120)
class GateCallTest {
    private final List<Question> asked = new ArrayList<>();

    @TempDir
    private Path directory;

    private Incident incident = Incident.of(List.of());

    @BeforeEach
    void aService() throws Exception {
        TestRepository origin = TestRepository.bare(directory.resolve("origin.git"));
        origin.commit("main", "The service", Map.of("checkout.txt", "500\n"));
    }

    private Object run(Gatekeeper gatekeeper, String gate) throws Throwable {
        String url = directory.resolve("origin.git").toUri().toString();
        RepositoryPlace repository = RepositoryPlace.named(url).orElseThrow();
        Path scratch = Files.createDirectories(directory.resolve("scratch"));
        Archive archive = new Archive(directory.resolve("archive"));
        try (LocalSite site = new LocalSite(repository, scratch, Clock.systemUTC(), "ada", line -> {});
                HotfixHost host = HotfixHost.forNew(archive, site, new RunRequest(url, Map.of()))) {
            List<Step> steps = new ArrayList<>(new Primitives(
                            new CurrentBuild("ada", 0),
                            new Environment(Map.of("BUILD_NUMBER", "1")),
                            Map.of(),
                            gatekeeper,
                            scratch,
                            () -> scratch)
                    .steps());
            steps.addAll(host.steps((question, submitters) -> {
                asked.add(question);
                return gatekeeper.ask(question, submitters);
            }));
            String triage = "hotfixTriage(description: 'Checkout is down', severity: 'P0')\n";
            try {
                return new Program(steps, List.of(), new Library(Map.of(), directory), new ProgramListener() {})
                        .run("Jenkinsfile", triage + gate, new HashMap<>());
            } finally {
                incident = host.incident();
            }
        }
    }

    @Test
    void anApprovalGivesTheIncidentWithTheGate() throws Throwable {
        Object passed = run(
                (question, submitters) -> {
                    assertThat(submitters).containsExactly("ops");
                    return Answer.approved("ada", "terminal", Instant.now(), Map.of("IMPACT", "all"));
                },
                "return hotfixGate(gate: 'hotfix', hours: 12, submitter: 'ops').approvedGates.hotfix");

        assertThat(passed).isEqualTo(incident.id());
        assertThat(incident.approvals())
                .extracting(Approved::gate, Approved::by, Approved::via, Approved::answers)
                .containsExactly(tuple("hotfix", "ada", "terminal", Map.of("IMPACT", "all")));
    }

    @Test
    void aNoIsOnRecordAndFailsTheStep() throws Throwable {
        Object message = run(
                (question, submitters) -> Answer.refused("eve", "terminal", Instant.now(), "eve said no."),
                "try { hotfixGate(gate: 'hotfix') } catch (e) { return \"${e.class.simpleName}: ${e.message}\" as String }");

        assertThat(message).isEqualTo("FlowInterruptedException: eve said no.");
        assertThat(incident.refusals())
                .extracting(Refused::gate, Refused::by, Refused::reason)
                .containsExactly(tuple("hotfix", "eve", "eve said no."));
    }

    @Test
    void whoMayNotApproveAloneIsAskedAgainAndSeesWhy() throws Throwable {
        run(
                (question, submitters) -> Answer.approved(
                        "ada",
                        "terminal",
                        Instant.now(),
                        Map.of("REASON", asked.size() < 2 ? "" : "nobody else is awake")),
                "Map incident = [approvedGates: [:]]\n"
                        + "while (!incident.approvedGates.deploy) { incident = hotfixGate(gate: 'deploy') }");

        assertThat(asked).hasSize(2);
        assertThat(asked.get(0).fields())
                .extracting(field -> field.label().in(Locale.ENGLISH))
                .contains("Reason (needed: you started this run or wrote the fix)");
        assertThat(asked.get(1).details().get(0).in(Locale.ENGLISH))
                .startsWith("The last answer was not accepted: ada started this run and may not pass the gate");
        assertThat(incident.refusals()).hasSize(1);
        assertThat(incident.waived()).extracting(Waived::rule).containsExactly("separation-of-duties");
    }

    @Test
    void nobodyThereIsOnRecord() throws Throwable {
        Object message = run(
                (question, submitters) -> {
                    throw new NobodyThereException(question);
                },
                "try { hotfixGate(gate: 'hotfix') } catch (e) { return e.message }");

        assertThat(message).asString().startsWith("Stopped at the gate \"hotfix\"");
        assertThat(incident.refusals()).extracting(Refused::by).containsExactly("nobody");
    }

    @Test
    void theTimeLimitEndsTheQuestion() throws Throwable {
        Object message = run(
                GateCallTest::noAnswer,
                "try { hotfixGate(gate: 'hotfix', hours: 0.0001) } catch (e) { return e.message }");

        assertThat(message).isEqualTo("Nobody answered the gate 'hotfix' within 1 second.");
        assertThat(incident.refusals())
                .extracting(Refused::by, Refused::reason)
                .containsExactly(tuple("nobody", "Nobody answered the gate 'hotfix' within 1 second."));
    }

    @Test
    void aTimeLimitAroundItIsOnRecord() throws Throwable {
        run(
                GateCallTest::noAnswer,
                "try { timeout(time: 1, unit: 'SECONDS') { hotfixGate(gate: 'hotfix') } } catch (e) { return e.message }");

        assertThat(incident.refusals()).extracting(Refused::reason).containsExactly("Timeout has been exceeded");
    }

    @Test
    void aQuestionThatThePipelineTakesBackIsNoRefusal() throws Throwable {
        run(GateCallTest::noAnswer, """
                try {
                    parallel(failFast: true,
                        question: { hotfixGate(gate: 'lock') },
                        turn: { sleep 1; error('It moved.') })
                } catch (e) {
                    return e.message
                }
                """);

        assertThat(asked).hasSize(1);
        assertThat(incident.refusals()).isEmpty();
        assertThat(incident.approvals()).isEmpty();
    }

    private static Answer noAnswer(Question question, List<String> submitters) throws InterruptedException {
        Thread.sleep(100_000);
        throw new AssertionError("Nobody took " + question.gate() + " back from " + submitters);
    }
}
