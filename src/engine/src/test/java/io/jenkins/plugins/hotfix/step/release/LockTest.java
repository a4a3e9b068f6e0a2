package io.jenkins.plugins.hotfix.step.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.incident.Fact.Released;
import io.jenkins.plugins.hotfix.incident.Fact.Waived;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.step.Drill;
import io.jenkins.plugins.hotfix.step.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        Problem waits = second.problem("hotfixTag", Map.of("waitForLock", false));
        assertThat(waits.kind()).isEqualTo(Problem.Kind.STOPPED);
        assertThat(waits.sentence())
                .contains("HOTFIX-20260117-checkout-is-down by alice", "0 minutes", "hotfixTag.breakLock=");
        assertThat(second.refs()).isEqualTo(released);

        first.step("deployProd", Map.of("command", "true"));
        first.unlock();
        assertThat(first.refs()).doesNotContain("lock");

        Released later =
                second.step("hotfixTag", Map.of("tag", "second")).release().orElseThrow();
        assertThat(later.previous())
                .isEqualTo(first.incident().release().orElseThrow().commit());
    }

    @Test
    void anIncidentDoesNotStandInItsOwnWay() throws Exception {
        Drill drill = Drill.of(directory);
        drill.released();

        drill.step("deployProd", Map.of("command", "true"));

        assertThat(drill.incident().deployment()).isPresent();
        assertThat(drill.refs()).as("a deployment that ended gives it back").doesNotContain("refs/hotfix/lock");
    }

    @Test
    void anotherHotfixIsNotDeployedMeanwhile() throws Exception {
        Drill first = Drill.of(directory);
        first.released();
        first.unlock();
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

        second.problem("hotfixTag", Map.of("breakLock", "HOTFIX-20260117-something-else", "waitForLock", false));
        Incident incident =
                second.step("hotfixTag", Map.of("tag", "second", "breakLock", "HOTFIX-20260117-checkout-is-down"));

        assertThat(incident.waived())
                .filteredOn(waived -> waived.rule().equals("lock"))
                .singleElement()
                .extracting(Waived::reason)
                .asString()
                .contains("HOTFIX-20260117-checkout-is-down by alice");
        assertThat(second.origin.git("log", "--format=%B", "refs/hotfix/lock")).contains("Hotfix-Lock-Broken-By");
        first.unlock();
        assertThat(second.refs()).contains("refs/hotfix/lock");
    }

    /** It has no incident by whose name it could be broken. */
    @ParameterizedTest
    @CsvSource({"refs/hotfix/lock, main", "refs/hotfix/lock, main:README.md", "refs/heads/hotfix-lock, main"})
    void whatIsInTheWayAndNoLockIsToldWithTheWayOut(String ref, String what) throws Exception {
        Drill drill = Drill.of(directory);
        drill.approved();
        drill.origin.git("update-ref", ref, drill.origin.id(what));
        String before = drill.refs();

        assertThat(drill.problem("hotfixTag", Map.of()).sentence())
                .contains("Nothing was merged or deployed", "git push origin --delete " + ref);
        assertThat(drill.refs()).isEqualTo(before);
    }

    @Test
    void twoRunsThatCallTheirIncidentTheSameDoNotInterleave() throws Exception {
        Drill first = Drill.of(directory);
        Drill second = first.twin(Files.createDirectories(directory.resolve("another")));
        first.branched();
        second.triaged();
        second.step("hotfixBranch", Map.of("branch", "hotfix/another"));
        first.pushFix();
        first.origin.git("update-ref", "refs/heads/hotfix/another", "refs/heads/" + Drill.BRANCH);
        for (Drill each : List.of(first, second)) {
            each.step("hotfixFix");
            each.step("criticalTests", Map.of("command", "true"));
            each.approve("deploy", "bob", Map.of());
        }
        assertThat(first.incident().id()).isEqualTo(second.incident().id());
        first.step("hotfixTag");
        String released = first.refs();

        assertThat(second.problem("hotfixTag", Map.of()).sentence())
                .contains("Another run of this very incident", "by alice on", "0 minutes");
        second.unlock();
        assertThat(first.refs()).isEqualTo(released);

        first.unlock();
        assertThat(second.problem("hotfixTag", Map.of()).sentence())
                .contains("whose log is not this one, released the fix as hotfix-20260117-0312");
        assertThat(first.refs()).doesNotContain("lock");

        Incident taken =
                second.step("hotfixTag", Map.of("breakLock", first.incident().id()));
        assertThat(taken.release().orElseThrow().commit())
                .isEqualTo(first.incident().release().orElseThrow().commit());
        assertThat(taken.waives("lock")).isTrue();
    }

    @Test
    void aRunThatDiedGoesOnWithItsLockFromWhereverItsLogIs() throws Exception {
        Drill drill = Drill.of(directory);
        drill.approved();
        Incident before = drill.incident();
        drill.step("hotfixTag");
        String lock = drill.origin.id("refs/hotfix/lock");

        drill.forgets(before).onAnotherMachine().step("hotfixTag");
        assertThat(drill.origin.id("refs/hotfix/lock")).isEqualTo(lock);
        drill.onAnotherMachine().step("deployProd", Map.of("command", "true"));

        assertThat(drill.refs()).doesNotContain("lock");
    }

    @Test
    void theOneWhoHasItIsAloneHoweverOftenItChangesHands() throws Exception {
        Drill origin = Drill.of(directory);
        int crowd = 4;
        AtomicInteger inside = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(crowd);
        try {
            List<Future<Integer>> turns = new ArrayList<>();
            for (int n = 0; n < crowd; n++) {
                Drill drill = origin.twin(Files.createDirectories(directory.resolve("crowd" + n)));
                drill.triaged();
                turns.add(threads.submit(() -> {
                    Lock lock = new Lock(drill.git(), drill.incident(), drill);
                    int had = 0;
                    for (int tries = 0; had < 8 && tries < 1_000; tries++) {
                        if (lock.take(null).problem() == null) {
                            assertThat(inside.incrementAndGet()).isEqualTo(1);
                            had++;
                            Thread.sleep(10);
                            assertThat(inside.decrementAndGet()).isZero();
                            lock.release();
                        }
                    }
                    return had;
                }));
            }
            for (Future<Integer> each : turns) {
                assertThat(each.get()).isEqualTo(8);
            }
            assertThat(origin.refs()).doesNotContain("lock");
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void aServerThatTakesOtherRefsFromOthersDoesNotGiveOutTwoLocks() throws Exception {
        Drill first = Drill.of(directory);
        first.released();
        Drill second = another(first);
        approved(second);
        hook(second, "case \"$1\" in refs/hotfix/*) echo 'not for you' >&2; exit 1;; esac");

        assertThat(second.problem("hotfixTag", Map.of("tag", "second", "waitForLock", false))
                        .sentence())
                .contains("HOTFIX-20260117-checkout-is-down by alice");
        assertThat(second.refs()).contains("refs/hotfix/lock").doesNotContain("hotfix-lock");
    }

    @Test
    void ofManyWhoWantItAtOnceOneHasItAndTheOthersAreToldWho() throws Exception {
        Drill origin = Drill.of(directory);
        int crowd = 4;
        List<Drill> drills = new ArrayList<>();
        for (int n = 0; n < crowd; n++) {
            Drill drill = origin.twin(Files.createDirectories(directory.resolve("crowd" + n)));
            drill.triaged();
            drills.add(drill);
        }
        ExecutorService threads = Executors.newFixedThreadPool(crowd);
        try {
            for (int round = 0; round < 25; round++) {
                CyclicBarrier start = new CyclicBarrier(crowd);
                List<Future<Lock.Attempt>> attempts = new ArrayList<>();
                for (Drill drill : drills) {
                    attempts.add(threads.submit(() -> {
                        Lock lock = new Lock(drill.git(), drill.incident(), drill);
                        start.await();
                        return lock.take(null);
                    }));
                }
                Drill holder = null;
                for (int n = 0; n < crowd; n++) {
                    String problem = attempts.get(n).get().problem();
                    if (problem == null) {
                        assertThat(holder).as("one holder in round %d", round).isNull();
                        holder = drills.get(n);
                    } else {
                        assertThat(problem).contains("by alice on", "holds the lock, for 0 minutes");
                    }
                }
                assertThat(holder).as("a holder in round %d", round).isNotNull();
                new Lock(holder.git(), holder.incident(), holder).release();
                assertThat(origin.refs()).doesNotContain("lock");
            }
        } finally {
            threads.shutdown();
        }
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

        drill.unlock();
        assertThat(drill.refs()).doesNotContain("hotfix-lock");
    }

    @Test
    void aBranchThatMayNotBeDeletedDoesNotKeepTheLock() throws Exception {
        Drill drill = Drill.of(directory);
        drill.released();
        drill.step("deployProd", Map.of("command", "true"));
        drill.step("backportDevelop");
        hook(drill, "case \"$1\" in refs/heads/hotfix/*) echo 'branches are kept' >&2; exit 1;; esac");

        drill.cleanUp();

        assertThat(drill.refs()).doesNotContain("lock").contains("refs/heads/hotfix/");
        assertThat(drill.incident().cleanup()).isEmpty();
        assertThat(String.join("\n", drill.said)).contains("Gave back the lock").contains("branches are kept");

        hook(drill, "exit 0");
        drill.resumed();
        drill.onAnotherMachine().cleanUp();
        assertThat(drill.refs()).doesNotContain("refs/heads/hotfix/");
        assertThat(drill.incident().cleanup()).isPresent();
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
