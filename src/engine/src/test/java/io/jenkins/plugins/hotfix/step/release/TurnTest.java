package io.jenkins.plugins.hotfix.step.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.git.lock.RemoteQueue;
import io.jenkins.plugins.hotfix.incident.Fact.LockAwaited;
import io.jenkins.plugins.hotfix.incident.Fact.LockTaken;
import io.jenkins.plugins.hotfix.incident.Fact.Waived;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.step.Drill;
import io.jenkins.plugins.hotfix.step.Evidence;
import io.jenkins.plugins.hotfix.step.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who waits for the lock, and who has it next. */
class TurnTest {
    @TempDir
    Path directory;

    @Test
    void aSecondHotfixWaitsAndGoesOnWhenTheFirstIsThrough() throws Exception {
        Drill first = Drill.of(directory);
        first.released();
        Drill second = another(first, "search", "P1");

        LockAwaited waits = look(second).orElseThrow();
        assertThat(waits.holder()).startsWith("HOTFIX-20260117-checkout-is-down by alice");
        assertThat(waits.since()).isNotNull();
        assertThat(waits.place()).isEqualTo(1);
        assertThat(waits.of()).isEqualTo(1);
        assertThat(second.refs()).contains("refs/hotfix/queue/P1-000001-HOTFIX-20260117-search-is-down-");
        look(second);
        look(second);
        assertThat(second.incident().all(LockAwaited.class))
                .as("on record once, not at every look")
                .hasSize(1);
        assertThat(second.said)
                .filteredOn(line -> line.contains("Waits for the lock"))
                .hasSize(1);

        first.unlock();
        assertThat(look(second)).isEmpty();
        assertThat(second.incident().latest(LockTaken.class)).isPresent();
        assertThat(second.incident().release().orElseThrow().previous())
                .isEqualTo(first.incident().release().orElseThrow().commit());
        assertThat(second.refs()).contains("refs/hotfix/lock").doesNotContain("queue");
        second.unlock();
        assertThat(second.refs()).doesNotContain("refs/hotfix/");
    }

    @Test
    void whoFindsNobodyElseMakesNoPushForTheQueue() throws Exception {
        Drill drill = Drill.of(directory);
        hook(drill, "echo \"$1\" >> pushed");
        drill.approved();
        Path pushed = drill.origin.directory().resolve("pushed");
        Files.writeString(pushed, "");

        drill.step("hotfixTag");
        drill.unlock();

        assertThat(Files.readAllLines(pushed))
                .containsExactly(
                        "refs/hotfix/lock", "refs/heads/main", "refs/tags/hotfix-20260117-0312", "refs/hotfix/lock");
    }

    @Test
    void theWorseIncidentIsFirstAndAmongEqualsWhoCameFirst() throws Exception {
        Drill holder = Drill.of(directory);
        holder.released();
        Drill slow = another(holder, "search", "P1");
        Drill later = another(holder, "cart", "P1");
        Drill urgent = another(holder, "login", "P0");
        assertThat(look(slow).orElseThrow().place()).isEqualTo(1);
        assertThat(look(later).orElseThrow().place()).isEqualTo(2);
        assertThat(look(urgent).orElseThrow().place()).isEqualTo(1);
        assertThat(look(slow).orElseThrow())
                .extracting(LockAwaited::place, LockAwaited::of)
                .containsExactly(2, 3);

        holder.unlock();
        for (Drill next : List.of(urgent, slow, later)) {
            for (Drill waiting : List.of(later, slow, urgent)) {
                if (waiting != next && waiting.incident().release().isEmpty()) {
                    assertThat(look(waiting)).isPresent();
                }
            }
            assertThat(look(next)).isEmpty();
            next.unlock();
        }
        assertThat(holder.refs()).doesNotContain("refs/hotfix/");
    }

    @Test
    void whoComesWhileTheLockIsFreeDoesNotOvertakeThoseWhoWait() throws Exception {
        Drill holder = Drill.of(directory);
        holder.released();
        Drill waiting = another(holder, "search", "P1");
        look(waiting);
        holder.unlock();
        Drill newcomer = another(holder, "cart", "P1");

        LockAwaited waits = look(newcomer).orElseThrow();

        assertThat(waits.holder()).isNull();
        assertThat(waits.place()).isEqualTo(2);
        assertThat(newcomer.refs()).doesNotContain("refs/hotfix/lock");
        assertThat(look(waiting)).isEmpty();
    }

    @Test
    void whoDiedWhileWaitingIsPassedOverAndSwept() throws Exception {
        Drill holder = Drill.of(directory);
        holder.released();
        Drill dead = another(holder, "search", "P0");
        look(dead);
        holder.unlock();
        Drill alive = another(holder, "cart", "P1");

        int looks = 1;
        while (look(alive).isPresent()) {
            looks++;
            assertThat(looks).isLessThanOrEqualTo(RemoteQueue.DEAD + 1);
        }

        assertThat(looks).isGreaterThan(RemoteQueue.DEAD);
        assertThat(alive.refs()).doesNotContain("queue");
        alive.unlock();
        // It was only slow: it comes again, and has its old place.
        assertThat(look(dead)).isEmpty();
        dead.unlock();
        assertThat(holder.refs()).doesNotContain("refs/hotfix/");
    }

    @Test
    void whoLooksIsNeverPassedOver() throws Exception {
        Drill holder = Drill.of(directory);
        holder.released();
        Drill first = another(holder, "search", "P1");
        Drill second = another(holder, "cart", "P1");
        look(first);
        look(second);

        for (int looks = 0; looks < 2 * RemoteQueue.DEAD; looks++) {
            second.onAnotherMachine();
            assertThat(look(second).orElseThrow().place()).isEqualTo(2);
            if (looks % 4 == 0) {
                assertThat(look(first).orElseThrow().place()).isEqualTo(1);
            }
        }
    }

    @Test
    void aRunThatDiedWhileItWaitedGoesOnAtItsPlace() throws Exception {
        Drill holder = Drill.of(directory);
        holder.released();
        Drill first = another(holder, "search", "P1");
        Drill second = another(holder, "cart", "P1");
        look(first);
        look(second);

        first.resumed();
        assertThat(first.incident().waiting()).isEmpty();
        assertThat(look(first.onAnotherMachine()).orElseThrow().place()).isEqualTo(1);
        assertThat(holder.refs().lines().filter(ref -> ref.contains("queue"))).hasSize(2);
    }

    @Test
    void whereTheServerTakesOnlyBranchesTheQueueIsMadeOfThem() throws Exception {
        Drill holder = Drill.of(directory);
        hook(holder, "case \"$1\" in refs/heads/*|refs/tags/*) ;; *) echo 'no such namespace' >&2; exit 1;; esac");
        holder.released();
        Drill waiting = another(holder, "search", "P1");

        look(waiting);
        look(waiting);
        assertThat(waiting.refs()).contains("refs/heads/hotfix-queue/P1-000001-");

        holder.unlock();
        assertThat(look(waiting)).isEmpty();
        waiting.unlock();
        assertThat(waiting.refs()).doesNotContain("hotfix-lock").doesNotContain("queue");
    }

    @Test
    void aRunThatEndsWaitsNoLonger() throws Exception {
        Drill holder = Drill.of(directory);
        holder.released();
        Drill waiting = another(holder, "search", "P1");
        look(waiting);

        waiting.unlock();

        assertThat(holder.refs()).contains("refs/hotfix/lock").doesNotContain("queue");
    }

    @Test
    void itDoesNotWaitForEver() throws Exception {
        Drill holder = Drill.of(directory);
        holder.released();
        Drill waiting = another(holder, "search", "P1");
        look(waiting);
        waiting.now = waiting.now.plus(Duration.ofMinutes(719));
        assertThat(look(waiting)).isPresent();
        waiting.now = waiting.now.plus(Duration.ofMinutes(1));

        Problem problem = waiting.problem("hotfixTag", Map.of());

        assertThat(problem.kind()).isEqualTo(Problem.Kind.STOPPED);
        assertThat(problem.sentence()).contains("waited 720 minutes", "HOTFIX-20260117-checkout-is-down by alice");
        assertThat(holder.refs()).doesNotContain("queue");
        assertThat(waiting.incident().waiting()).isEmpty();
    }

    @Test
    void aRemoteThatDoesNotAnswerForAWhileDoesNotEndTheWait() throws Exception {
        Drill holder = Drill.of(directory);
        holder.released();
        Drill waiting = another(holder, "search", "P1");
        look(waiting);
        Path away = directory.resolve("away");

        Files.move(holder.origin.directory(), away);
        look(waiting);
        assertThat(look(waiting).orElseThrow())
                .extracting(LockAwaited::holder, LockAwaited::unanswered)
                .containsExactly(
                        waiting.incident().all(LockAwaited.class).get(0).holder(), 2);
        assertThat(waiting.said).anyMatch(line -> line.endsWith("The remote did not answer, 2 times in a row so far."));
        Files.move(away, holder.origin.directory());
        assertThat(look(waiting).orElseThrow().unanswered()).isZero();
        holder.unlock();
        assertThat(look(waiting)).isEmpty();
        assertThat(waiting.incident().release()).isPresent();
    }

    @Test
    void aRemoteThatStaysAwayEndsIt() throws Exception {
        Drill holder = Drill.of(directory);
        holder.released();
        Drill waiting = another(holder, "search", "P1");
        look(waiting);

        Files.move(holder.origin.directory(), directory.resolve("away"));
        for (int looks = 1; looks <= Turn.UNANSWERED; looks++) {
            assertThat(look(waiting)).isPresent();
        }

        assertThat(waiting.problem("hotfixTag", Map.of()).sentence())
                .contains("Nothing was merged or deployed; resume once the remote answers.");
    }

    @Test
    void aLockThatAnEndedRunLeftBehindIsNotWaitedFor() throws Exception {
        Drill holder = Drill.of(directory);
        holder.released();
        Drill waiting = another(holder, "search", "P1");
        look(waiting);
        waiting.others.add(holder.incident());
        assertThat(look(waiting)).as("its run goes on").isPresent();

        endsWithoutItsLock(holder);
        waiting.others.set(0, holder.incident());
        assertThat(look(waiting)).isEmpty();

        assertThat(waiting.incident().release()).isPresent();
        assertThat(waiting.incident().waived())
                .filteredOn(waived -> waived.rule().equals("lock"))
                .singleElement()
                .extracting(Waived::reason)
                .asString()
                .contains("HOTFIX-20260117-checkout-is-down by alice", "its run has ended, by its log");
        assertThat(holder.incident().release()).isPresent();
        holder.resumed();
        assertThat(look(holder).orElseThrow().holder()).startsWith("HOTFIX-20260117-search-is-down");
    }

    @Test
    void whoComesToALockThatAnEndedRunLeftBehindTakesItAtOnce() throws Exception {
        Drill holder = Drill.of(directory);
        holder.released();
        endsWithoutItsLock(holder);
        Drill second = another(holder, "search", "P1");
        second.others.add(holder.incident());

        assertThat(look(second)).isEmpty();

        assertThat(second.incident().all(LockAwaited.class)).isEmpty();
        assertThat(second.incident().release()).isPresent();
    }

    /** Between the look at its log and the push a run may be resumed. */
    @Test
    void aRunThatIsResumedTakesItsLockAnewSoThatNobodyGivesItBack() throws Exception {
        Drill holder = Drill.of(directory);
        holder.released();
        endsWithoutItsLock(holder);
        Drill waiting = another(holder, "search", "P1");
        waiting.others.add(holder.incident());

        holder.resumed();
        assertThat(look(holder)).isEmpty();

        assertThat(look(waiting).orElseThrow().holder()).startsWith("HOTFIX-20260117-checkout-is-down");
        assertThat(waiting.refs()).contains("refs/hotfix/lock");
    }

    @Test
    void aLockIsKeptForACommandThatMayStillChangeProduction() throws Exception {
        Drill holder = Drill.of(directory);
        holder.released();
        holder.dyingIn("deploy").dies("deployProd", Map.of("command", "true"));
        endsWithoutItsLock(holder);
        Drill waiting = another(holder, "search", "P1");
        waiting.others.add(holder.incident());

        assertThat(look(waiting)).isPresent();
        assertThat(look(waiting)).isPresent();
    }

    @Test
    void aLockThatDoesNotMoveIsBrokenBySomeoneWhoWasAskedAboutIt() throws Exception {
        Drill holder = Drill.of(directory);
        holder.released();
        Drill waiting = another(holder, "search", "P1");
        look(waiting);
        Map<String, String> answer =
                Map.of("ACTION", "break the lock of HOTFIX-20260117-checkout-is-down", "REASON", "its host burned");
        for (int looks = 0; look(waiting).orElseThrow().unmoved() == 0; looks++) {
            assertThat(looks).isLessThanOrEqualTo(Turn.LONG);
        }

        waiting.approve("lock", Evidence.approved("carol", waiting.now, waiting.now, "--yes", answer));
        assertThat(look(waiting)).as("nobody can have said so in advance").isPresent();
        waiting.now = waiting.now.plusSeconds(1);
        waiting.approve("lock", "carol", Map.of("ACTION", "keep waiting"));
        assertThat(look(waiting)).isPresent();
        waiting.now = waiting.now.plusSeconds(1);
        waiting.approve("lock", "carol", answer);
        assertThat(look(waiting)).isEmpty();

        assertThat(waiting.incident().waived())
                .filteredOn(waived -> waived.rule().equals("lock"))
                .singleElement()
                .satisfies(waived -> {
                    assertThat(waived.by()).isEqualTo("carol");
                    assertThat(waived.reason())
                            .contains("its host burned", "HOTFIX-20260117-checkout-is-down by alice");
                });
        assertThat(waiting.refs()).contains("refs/hotfix/lock");
        holder.unlock();
        assertThat(waiting.refs()).contains("refs/hotfix/lock");
    }

    @Test
    void anAnswerAboutOneLockDoesNotBreakTheNext() throws Exception {
        Drill holder = Drill.of(directory);
        holder.released();
        Drill waiting = another(holder, "search", "P1");
        look(waiting);
        waiting.approve("lock", "carol", Map.of("ACTION", "break the lock of HOTFIX-20260117-checkout-is-down"));
        holder.unlock();
        Drill urgent = another(holder, "login", "P0");
        urgent.step("hotfixTag", Map.of("tag", "urgent"));

        assertThat(look(waiting).orElseThrow().holder()).startsWith("HOTFIX-20260117-login-is-down by alice");
        assertThat(waiting.incident().all(Waived.class))
                .noneMatch(waived -> waived.rule().equals("lock"));
    }

    @Test
    void aReleaseOfAnEarlierRunWaitsToBeDeployed() throws Exception {
        Drill first = Drill.of(directory);
        first.released();
        first.unlock();
        Drill second = another(first, "search", "P0");
        second.step("hotfixTag", Map.of("tag", "second"));

        first.resumed();
        assertThat(look(first).orElseThrow().holder()).startsWith("HOTFIX-20260117-search-is-down");

        second.unlock();
        assertThat(look(first)).isEmpty();
        assertThat(first.refs()).contains("refs/hotfix/lock");
    }

    /** Looks whether its turn has come, and releases it then. */
    private static Optional<LockAwaited> look(Drill drill) {
        String id = String.valueOf(drill.incident().id());
        Incident incident = drill.step("hotfixTag", Map.of("tag", "v-" + id));
        return incident.waiting();
    }

    /** Its run comes to its end, and cannot give the lock back. */
    private static void endsWithoutItsLock(Drill drill) throws IOException {
        hook(drill, "case \"$1 $3\" in 'refs/hotfix/lock '0000*) exit 1;; esac");
        drill.attempt("writeIncidentReport", Map.of("last", true));
        hook(drill, "exit 0");
        assertThat(drill.incident().ended()).isPresent();
        assertThat(drill.refs()).contains("refs/hotfix/lock");
    }

    private Drill another(Drill drill, String service, String severity) throws IOException {
        Drill another = Drill.on(Files.createDirectories(directory.resolve(service)), drill.origin);
        another.step("hotfixTriage", Map.of("description", service + " is down", "severity", severity));
        another.step("hotfixBranch");
        drill.origin.commit(
                "hotfix/20260117-" + service + "-is-down",
                "fix: " + service,
                Map.of("src/" + service + ".sh", "echo 200\n", "tests/" + service + "_test.sh", ""));
        another.step("hotfixFix");
        another.step("criticalTests", Map.of("command", "true"));
        another.approve("deploy", "bob", Map.of());
        return another;
    }

    private static void hook(Drill drill, String script) throws IOException {
        Path hook = drill.origin.directory().resolve("hooks/update");
        Files.createDirectories(hook.getParent());
        Files.writeString(hook, "#!/bin/sh\n" + script + "\n");
        hook.toFile().setExecutable(true);
    }
}
