package io.jenkins.plugins.hotfix.step.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.hotfix.config.Configuration;
import io.jenkins.plugins.hotfix.config.Setting;
import io.jenkins.plugins.hotfix.config.Source;
import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.Fact.Approved;
import io.jenkins.plugins.hotfix.incident.Fact.Assessed;
import io.jenkins.plugins.hotfix.incident.Fact.BackportForecast;
import io.jenkins.plugins.hotfix.incident.Fact.Branched;
import io.jenkins.plugins.hotfix.incident.Fact.CommandRun;
import io.jenkins.plugins.hotfix.incident.Fact.CommandStarted;
import io.jenkins.plugins.hotfix.incident.Fact.CommitSummary;
import io.jenkins.plugins.hotfix.incident.Fact.Configured;
import io.jenkins.plugins.hotfix.incident.Fact.Declared;
import io.jenkins.plugins.hotfix.incident.Fact.Deployed;
import io.jenkins.plugins.hotfix.incident.Fact.DeploymentStarted;
import io.jenkins.plugins.hotfix.incident.Fact.FailedTest;
import io.jenkins.plugins.hotfix.incident.Fact.FixCollected;
import io.jenkins.plugins.hotfix.incident.Fact.ForecastTarget;
import io.jenkins.plugins.hotfix.incident.Fact.LockAwaited;
import io.jenkins.plugins.hotfix.incident.Fact.OpenIncident;
import io.jenkins.plugins.hotfix.incident.Fact.Overridden;
import io.jenkins.plugins.hotfix.incident.Fact.ProcedureShown;
import io.jenkins.plugins.hotfix.incident.Fact.Refused;
import io.jenkins.plugins.hotfix.incident.Fact.Released;
import io.jenkins.plugins.hotfix.incident.Fact.Replaces;
import io.jenkins.plugins.hotfix.incident.Fact.RollbackPlanned;
import io.jenkins.plugins.hotfix.incident.Fact.RolledBack;
import io.jenkins.plugins.hotfix.incident.Fact.RunArguments;
import io.jenkins.plugins.hotfix.incident.Fact.RunStarted;
import io.jenkins.plugins.hotfix.incident.Fact.Surroundings;
import io.jenkins.plugins.hotfix.incident.Fact.TestsRun;
import io.jenkins.plugins.hotfix.incident.Fact.Verified;
import io.jenkins.plugins.hotfix.incident.Fact.Waived;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.Severity;
import io.jenkins.plugins.hotfix.question.Field;
import io.jenkins.plugins.hotfix.question.Field.Choice;
import io.jenkins.plugins.hotfix.question.Phrase;
import io.jenkins.plugins.hotfix.question.Question;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionsTest {
    private static final Instant NIGHT = Instant.parse("2026-01-17T03:12:30Z");
    private static final String ID = "HOTFIX-20260117-checkout-is-down";
    private static final String BRANCH = "hotfix/20260117-checkout-is-down";
    private static final String BASE = "1".repeat(40);
    private static final String TIP = "f".repeat(40);
    private static final String RELEASE = "a".repeat(40);

    private final List<Event> events = new ArrayList<>();

    /** What the pipeline has to say, and who will answer. */
    private @Nullable String message;

    private @Nullable String person;
    private boolean separated;

    @Test
    void theFirstGateSaysWhatHappenedAndWhatSurroundsIt() {
        triaged("Checkout is down\nSince the update nobody can pay.\u001b[31m");
        happens(new Surroundings(
                "v1.4.2",
                BASE,
                List.of(new OpenIncident("HOTFIX-20260110-search", "Search is slow", "deployed")),
                List.of(commit(BASE, "Total in cents"))));

        Question question = ask("hotfix");

        assertThat(in(question.title())).isEqualTo("Start the hotfix " + ID + "?");
        assertThat(in(question.approve())).isEqualTo("Start the hotfix");
        assertThat(details(question))
                .contains(
                        "P0: Checkout is down",
                        "Started by alice: https://ci/7/",
                        "Severity P0, because the description says down",
                        "Since the update nobody can pay.⟨U+001B⟩[31m",
                        "In production now: v1.4.2, main at 111111111111",
                        "  111111111111 Total in cents (Bob)",
                        "The production branch has 1 commit that",
                        "Another incident is open: HOTFIX-20260110-search (deployed): Search is slow",
                        "The run stops if nobody answers within 12 hours.");
        assertThat(labels(question))
                .containsExactly("Impact", "Affected users", "Reported by", "Since when", "Mitigation so far");
        assertThat(question.fields())
                .extracting(Field::name, Field::initial)
                .contains(tuple("IMPACT", "nobody can pay"), tuple("SCOPE", ""));
    }

    @Test
    void theFixIsPushedByCommandsThatAreShown() {
        branched("hotfix/it's here");

        Question question = ask("fix");

        assertThat(details(question))
                .contains(
                        "  git fetch origin",
                        "  git switch 'hotfix/it'\\''s here'",
                        "cherry-pick",
                        "  git push origin 'hotfix/it'\\''s here'")
                .doesNotContain("Nothing was pushed");
        assertThat(question.fields()).isEmpty();
    }

    @Test
    void askedAgainTheFixGateSaysThatNothingWasPushed() {
        branched(BRANCH);
        happens(approved("fix", ID));

        assertThat(details(ask("fix"))).startsWith("Nothing was pushed to " + BRANCH + " yet.");
    }

    @Test
    void testsThatFailedAreNamedBeforeTheyRunAgain() {
        fixed();
        happens(tests(
                1, "failed", 12, 2, List.of(new FailedTest("Checkout.pays", "expected 200\nbut was 500", "a:4"))));

        Question question = ask("retry");

        assertThat(in(question.approve())).isEqualTo("Continue");
        assertThat(details(question))
                .contains(
                        "The critical tests have not passed on this fix.",
                        "  Attempt 1 on ffffffffffff failed: 2 of 12 tests",
                        "  Checkout.pays (a:4): expected 200",
                        "  git push origin " + BRANCH);
    }

    @Test
    void aFixOutOfScopeIsAcceptedWithAReason() {
        triaged("Checkout is down");
        happens(new Branched(BRANCH, BASE, false));
        happens(fix("3,000 lines, and 200 are allowed", List.of()));

        Question question = ask("scope");

        assertThat(details(question))
                .contains(
                        "The fix is large for a hotfix: 3,000 lines",
                        "No test is among its files",
                        "1 commit on " + BRANCH);
        assertThat(labels(question)).containsExactly("Reason");
    }

    @Test
    void theDeploymentIsApprovedWithAllThatIsKnown() {
        fixed();
        happens(tests(1, "failed", 12, 2, List.of()));
        happens(tests(2, "passed", 12, 0, List.of()));
        happens(new Replaces("v1.4.2", BASE, "it ran"));
        happens(new RunArguments(Map.of("hotfixTag", Map.of("tag", "v1.4.3"))));
        happens(new Overridden("deployProd.command", "make deploy", "true", "alice"));
        happens(new Waived("regression-test", "bob", "no test bed"));
        separated = true;

        Question question = ask("deploy");

        assertThat(in(question.title())).isEqualTo("Deploy " + ID + " to production?");
        assertThat(in(question.approve())).isEqualTo("Approve and deploy");
        assertThat(details(question))
                .contains(
                        "1 commit on " + BRANCH + ":",
                        "  ffffffffffff Answer again (Carol)",
                        "2 files changed, 4 lines added, 1 deleted:",
                        "  src/checkout.sh",
                        "11 critical tests passed on ffffffffffff, 1 skipped.",
                        "  Attempt 1 on ffffffffffff failed: 2 of 12 tests",
                        "Tag: v1.4.3",
                        "Deployment command: make deploy",
                        "A rollback returns to v1.4.2",
                        "deployProd.command: 'make deploy' became 'true', by alice",
                        "regression-test, set aside by bob: no test bed",
                        "Approving merges the fix into main, tags it and deploys it.",
                        "Not allowed to approve alone: alice (started this run), Carol (wrote the fix).");
        assertThat(labels(question))
                .containsExactly(
                        "Root cause", "Monitoring in place", "Reason (only if you started this run or wrote the fix)");
        assertThat(question.fields().get(0).choices())
                .extracting(Choice::value)
                .containsExactly("not said", "known", "band-aid");
    }

    @Test
    void theDeploymentIsApprovedKnowingWhatFollowsOnOtherBranches() {
        fixed();
        happens(new BackportForecast(
                TIP,
                BASE,
                List.of(
                        target("develop", "clean", List.of()),
                        target("release/3", "present", List.of()),
                        target("release/2", "conflict", List.of(commit(BASE, "Total in cents"))),
                        target("release/1", "conflict", List.of()),
                        target("release/0", "unknown", List.of())),
                "conflict",
                List.of("src/total.sh")));

        assertThat(details(ask("deploy")))
                .contains(
                        "Backports as they would go now (5 target branches):",
                        "  develop: applies cleanly",
                        "  release/3: has the fix already",
                        "  release/2: conflicts in src/checkout.sh",
                        "  applies cleanly after 111111111111 (Total in cents)",
                        "  release/1: conflicts in src/checkout.sh",
                        "  no four earlier commits or fewer were found that would let it apply",
                        "  about release/0",
                        "Revert of the fix after the release: conflicts in src/total.sh");
    }

    private static ForecastTarget target(String name, String status, List<CommitSummary> prerequisites) {
        return new ForecastTarget(
                name, BASE, status, List.of("src/checkout.sh"), List.of(), prerequisites, "about " + name);
    }

    @Test
    void noTestIsCalledPassedThatWasNotCounted() {
        fixed();
        happens(tests(1, "passed", 0, 0, List.of()));

        assertThat(details(ask("deploy")))
                .contains("exit status 0. No test was counted, so only the exit status")
                .doesNotContain("0 critical tests", "No critical test passed");
    }

    @Test
    void aTagThatIsNamedLaterIsShownByItsFormat() {
        fixed();

        assertThat(details(ask("deploy"))).contains("Tag: by the format v{next}, named when it is released");
    }

    @Test
    void anEarlierDeploymentThatFailedIsNotForgotten() {
        deployed("failed");
        happens(rolledBack("succeeded"));

        assertThat(details(ask("deploy")))
                .contains(
                        "An earlier deployment failed: exit status 1.",
                        "An earlier deployment was rolled back: Back to v1.4.2.",
                        "The fix is on main already. Approving deploys it.");
    }

    @Test
    void whoMayApproveAloneIsAskedForNoReason() {
        fixed();
        separated = true;
        person = "bob";
        assertThat(labels(ask("deploy"))).doesNotContain("Reason (needed: you started this run or wrote the fix)");

        person = "carol";
        assertThat(labels(ask("deploy"))).contains("Reason (needed: you started this run or wrote the fix)");

        person = null;
        separated = false;
        assertThat(labels(ask("deploy"))).containsExactly("Root cause", "Monitoring in place");
    }

    @Test
    void anAnswerThatWasNotAcceptedIsSaidUntilOneIs() {
        fixed();
        happens(new Refused("deploy", TIP, "alice", "alice may not."));
        assertThat(details(ask("deploy"))).startsWith("The last answer was not accepted: alice may not.");

        happens(approved("deploy", TIP));
        assertThat(details(ask("deploy"))).doesNotContain("not accepted");
    }

    @Test
    void aCommandThatWasCutOffIsDecidedByAChoiceThatMustBeMade() {
        released();
        happens(new DeploymentStarted(1, RELEASE, "v1.4.3", "v1.4.2"));
        happens(new CommandStarted("c1", "deployProd", "deploy", 1, "make deploy", "agent-7"));
        happens(new CommandRun("deploy", "make deploy", "unknown", null, NIGHT, 0, "its agent is gone", "c1"));

        Question question = ask("interrupted");

        assertThat(in(question.title())).isEqualTo("The command for deploy was interrupted: what happens now?");
        assertThat(details(question))
                .contains("Command for deploy: make deploy", "on agent-7, for alice", "its agent is gone.");
        assertThat(question.needsChoice()).isTrue();
        assertThat(question.fields().get(0).choices())
                .extracting(Choice::value)
                .containsExactly("", "it finished", "run it again", "roll back");
    }

    @Test
    void onlyADeploymentIsRolledBack() {
        fixed();
        happens(new CommandStarted("c1", "criticalTests", "critical-tests", 1, "make test", "agent-7"));
        happens(new CommandRun("critical-tests", "make test", "unknown", null, NIGHT, 0, "its agent is gone", "c1"));

        assertThat(ask("interrupted").fields().get(0).choices())
                .extracting(Choice::value)
                .containsExactly("", "it finished", "run it again");
    }

    @Test
    void aLockIsBrokenByNameOrWaitedFor() {
        fixed();
        happens(new LockAwaited("HOTFIX-20260116-search by tom on ci-2", NIGHT, 1, 2, 4, 60, 30, 0));

        Question question = ask("lock");

        assertThat(in(question.title())).isEqualTo("Break the lock of HOTFIX-20260116-search?");
        assertThat(details(question))
                .contains(
                        "HOTFIX-20260116-search by tom on ci-2 holds the lock since 2026-01-17T03:12:30Z",
                        "number 1 of 2");
        assertThat(question.needsChoice())
                .as("to wait is what happens if nobody says anything")
                .isFalse();
        assertThat(question.fields().get(0).choices())
                .extracting(Choice::value)
                .containsExactly("keep waiting", "break the lock of HOTFIX-20260116-search");
    }

    @Test
    void aStepByHandIsShownAndConfirmedByItsNumber() {
        released();
        happens(new ProcedureShown(
                "docs/deploy.md", RELEASE, "1. Copy\n2. Restart\n", List.of("Copy", "Restart\nall")));

        Question question = ask("procedure-2");

        assertThat(in(question.title())).isEqualTo("Step 2 of 2 of the deployment by hand: is it done?");
        assertThat(in(question.approve())).isEqualTo("Step 2 is done");
        assertThat(details(question)).contains("From docs/deploy.md at aaaaaaaaaaaa:", "Restart\nall");
    }

    @ParameterizedTest
    @ValueSource(strings = {"procedure-0", "procedure-9", "procedure-x", "procedure-"})
    void aStepThatThereIsNotIsAskedWithoutIt(String gate) {
        released();
        happens(new ProcedureShown("docs/deploy.md", RELEASE, "1. Copy\n", List.of("Copy")));

        assertThat(details(ask(gate))).contains("docs/deploy.md").doesNotContain("Copy");
    }

    @Test
    void aRollbackAfterAFailedDeploymentSaysWhyAndWhatRunsThen() {
        deployed("failed");

        Question question = ask("rollback");

        assertThat(in(question.title())).isEqualTo("Roll back " + ID + "?");
        assertThat(details(question))
                .contains(
                        "The deployment failed: exit status 1.",
                        "Production runs v1.4.3. A rollback returns it to v1.4.2.",
                        "Rollback command: make rollback");
        assertThat(question.fields().get(0).choices())
                .extracting(Choice::value, choice -> in(choice.label()))
                .containsExactly(
                        tuple("roll back", "Roll back now"), tuple("keep", "Keep the hotfix in production as it is"));
    }

    @Test
    void aRollbackAfterABreachSaysWhatIsWorse() {
        deployed("succeeded");
        happens(verified("breached", "12 of 100 requests fail"));
        assertThat(details(ask("rollback")))
                .contains("Production is worse since the deployment: 12 of 100 requests fail.");

        message = "Support calls.";
        assertThat(details(ask("rollback"))).contains("Support calls.").doesNotContain("12 of 100");
    }

    @Test
    void aRollbackThatFailedIsSaidBeforeItIsTriedAgain() {
        deployed("succeeded");
        happens(rolledBack("failed"));

        assertThat(details(ask("rollback"))).contains("A rollback was tried and failed: Back to v1.4.2.");
    }

    @Test
    void healthThatNobodyKnowsIsCheckedAgainOrAccepted() {
        deployed("succeeded");
        happens(verified("no-data", "the monitoring does not answer"));

        Question question = ask("verification");

        assertThat(details(question)).contains("could not be determined: the monitoring does not answer.");
        assertThat(question.fields().get(0).choices()).extracting(Choice::value).containsExactly("look again", "keep");
    }

    @Test
    void aGateOfAPipelinesOwnSaysWhatThePipelineSays() {
        triaged("Checkout is down");
        message = "Marketing must know.\nCall them first.";

        Question question = ask("customers informed");

        assertThat(in(question.title())).isEqualTo("Approve the gate customers informed?");
        assertThat(details(question)).startsWith("Marketing must know.\nCall them first.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hotfix",
                "scope",
                "fix",
                "retry",
                "deploy",
                "interrupted",
                "lock",
                "procedure-1",
                "rollback",
                "verification",
                "x"
            })
    void everyGateCanBeAskedWhateverIsOnRecord(String gate) {
        separated = true;
        for (Phrase line : everything(ask(gate))) {
            assertThat(in(line)).doesNotContain("{0", "{1", "null");
        }
    }

    private static List<Phrase> everything(Question question) {
        List<Phrase> all = new ArrayList<>(List.of(question.title(), question.approve()));
        all.addAll(question.details());
        question.fields().forEach(field -> {
            all.add(field.label());
            all.add(field.help());
            field.choices().forEach(choice -> all.add(choice.label()));
        });
        return all;
    }

    @Test
    void aLargeFixIsShownInPart() {
        triaged("Checkout is down");
        happens(new Branched(BRANCH, BASE, false));
        List<String> files = IntStream.range(0, 45).mapToObj(i -> "src/f" + i).toList();
        happens(new FixCollected(BRANCH, BASE, TIP, List.of(commit(TIP, "All")), files, 9, 9, null, List.of("src/f0")));

        assertThat(details(ask("deploy"))).contains("  src/f19\n  and 25 more").doesNotContain("src/f20");
    }

    private void triaged(String description) {
        happens(new RunStarted("hotfix #7", "https://ci/7/", "alice", false));
        happens(new Declared(
                ID,
                "Checkout is down",
                description,
                Severity.P0,
                false,
                "the description says down",
                "nobody can pay",
                null,
                null,
                null));
        happens(new Assessed(
                "https://git.example.org/shop.git",
                "main",
                BASE,
                "v1.4.2",
                List.of(commit(BASE, "Total in cents")),
                Map.of()));
        happens(new Configured(new Configuration(Map.of(
                "deployProd",
                Map.of("command", new Setting("make deploy", Source.REPOSITORY)),
                "hotfixTag",
                Map.of("tagFormat", new Setting("v{next}", Source.CONTROLLER))))));
    }

    private void branched(String branch) {
        triaged("Checkout is down");
        happens(new Branched(branch, BASE, false));
    }

    private void fixed() {
        branched(BRANCH);
        happens(fix(null, List.of("tests/checkout.sh")));
    }

    private void released() {
        fixed();
        happens(tests(1, "passed", 12, 0, List.of()));
        happens(new Released("main", BASE, RELEASE, TIP, "v1.4.3", "b".repeat(40)));
        happens(new RollbackPlanned("rollback-plan.md", "9".repeat(64), "v1.4.3", RELEASE, "make rollback", "v1.4.2"));
    }

    private void deployed(String status) {
        released();
        happens(new Deployed(status, RELEASE, "v1.4.3", "v1.4.2", "make deploy", 1, NIGHT, 10, "exit status 1."));
    }

    private static FixCollected fix(@Nullable String overBudget, List<String> tests) {
        return new FixCollected(
                BRANCH,
                BASE,
                TIP,
                List.of(commit(TIP, "Answer again")),
                List.of("src/checkout.sh", "tests/checkout.sh"),
                4,
                1,
                overBudget,
                tests);
    }

    private static CommitSummary commit(String id, String subject) {
        return new CommitSummary(id, subject, id.equals(TIP) ? "Carol" : "Bob", null, NIGHT);
    }

    private static TestsRun tests(int attempt, String status, int total, int failed, List<FailedTest> failures) {
        return new TestsRun(
                attempt,
                TIP,
                "make test",
                "configured",
                status,
                failed == 0 ? 0 : 1,
                total,
                failed,
                total == 0 ? 0 : 1,
                10,
                failures,
                "The tests ended.",
                List.of(),
                List.of());
    }

    private static RolledBack rolledBack(String status) {
        return new RolledBack(
                status,
                "worse",
                "v1.4.3",
                "v1.4.2",
                "make rollback",
                0,
                NIGHT,
                10,
                "none",
                null,
                null,
                "Back to v1.4.2.");
    }

    private static Verified verified(String status, String because) {
        return new Verified("deployment", 1, status, "rollback", because, 0, List.of());
    }

    private static Approved approved(String gate, String subject) {
        return new Approved(gate, subject, "bob", NIGHT, "terminal", Map.of());
    }

    private void happens(Fact fact) {
        events.add(new Event(NIGHT.plusSeconds(events.size()), "alice", fact));
    }

    private Question ask(String gate) {
        return new Questions(Incident.of(events), message, separated, person, Duration.ofHours(12)).of(gate);
    }

    private static String details(Question question) {
        return question.details().stream().map(QuestionsTest::in).collect(Collectors.joining("\n"));
    }

    private static List<String> labels(Question question) {
        return question.fields().stream()
                .map(Field::label)
                .map(QuestionsTest::in)
                .toList();
    }

    private static String in(Phrase phrase) {
        return phrase.in(Locale.ENGLISH);
    }
}
