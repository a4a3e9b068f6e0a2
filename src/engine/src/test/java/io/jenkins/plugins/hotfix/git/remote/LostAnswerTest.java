package io.jenkins.plugins.hotfix.git.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.hotfix.git.FaultyProxy;
import io.jenkins.plugins.hotfix.git.GitServer;
import io.jenkins.plugins.hotfix.git.TestRepository;
import io.jenkins.plugins.hotfix.git.command.Git;
import io.jenkins.plugins.hotfix.git.lock.RemoteLock;
import io.jenkins.plugins.hotfix.git.object.CommitDraft;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A push over a network that loses what it is given. */
@Timeout(120)
class LostAnswerTest {
    private static final Map<String, String> DEAF =
            Map.of("GIT_CONFIG_GLOBAL", "/dev/null", "GIT_CONFIG_NOSYSTEM", "1");

    @TempDir
    Path temporary;

    private final List<String> console = Collections.synchronizedList(new ArrayList<>());
    private TestRepository origin;
    private GitServer server;
    private FaultyProxy proxy;
    private GitRepository repository;
    private String main;
    private String next;
    private List<RefUpdate> updates;

    @BeforeEach
    void aCommitToPush() throws Exception {
        origin = TestRepository.bare(temporary.resolve("origin.git"));
        main = origin.commit("main", "First", Map.of("a", "1"));
        origin.git("update-ref", "refs/heads/old", main);
        server = GitServer.of(origin);
        proxy = FaultyProxy.before(server);
        repository = open(Duration.ofSeconds(20));
        repository.fetch("main", "old");
        next = repository.commitTree(new CommitDraft(
                repository.withFiles(main, Map.of("a", new byte[] {'2'})),
                List.of(main),
                "Second",
                List.of(),
                null,
                null));
        updates = List.of(
                new RefUpdate("refs/heads/main", main, next),
                new RefUpdate("refs/heads/old", main, null),
                new RefUpdate("refs/tags/v1.4.3", null, next));
    }

    private GitRepository open(Duration limit) throws Exception {
        return GitRepository.open(
                new Git("git", DEAF, limit).remarkingTo(console::add), temporary.resolve("scratch"), null, proxy.url());
    }

    private void impatient() throws Exception {
        repository.close();
        repository = open(Duration.ofSeconds(3));
    }

    @AfterEach
    void close() {
        repository.close();
        proxy.close();
        server.close();
    }

    @Test
    void anAnswerThatArrivesIsTaken() throws Exception {
        PushResult result = repository.push(updates);
        assertThat(result.status()).isEqualTo(PushResult.Status.OK);
        assertThat(console).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = FaultyProxy.Fault.class,
            names = {"LOSE_ANSWER", "HALF_ANSWER"})
    void aPushWhoseAnswerIsLostHasArrived(FaultyProxy.Fault fault) throws Exception {
        proxy.onPush(fault);
        PushResult result = repository.push(updates);
        assertThat(result.status()).isEqualTo(PushResult.Status.ARRIVED);
        assertThat(result.ok()).isTrue();
        assertThat(result.refs()).allMatch(ref -> ref.status().ok());
        assertThat(result.message()).contains("answer was lost", "main, old, v1.4.3 arrived");
        assertThat(origin.id("main")).isEqualTo(next);
        assertThat(repository.branch("main")).as("counts as fetched").contains(next);
        assertThat(repository.branch("old")).isEmpty();
        assertThat(repository.resolve("v1.4.3")).contains(next);
    }

    @Test
    void aPushThatWasCutOffHasNotArrived() throws Exception {
        proxy.onPush(FaultyProxy.Fault.CUT);
        PushResult result = repository.push(updates);
        assertThat(result.status()).isEqualTo(PushResult.Status.UNREACHABLE);
        assertThat(result.message()).contains("The remote was asked: main, old, v1.4.3 did not arrive.");
        assertThat(origin.id("main")).isEqualTo(main);
        assertThat(repository.branch("main")).contains(main);
    }

    @ParameterizedTest
    @EnumSource(
            value = FaultyProxy.Fault.class,
            names = {"CUT", "LOSE_ANSWER"})
    void isNotKnownWhereTheRemoteCannotBeAsked(FaultyProxy.Fault fault) throws Exception {
        proxy.onPush(fault).then(FaultyProxy.Fault.CUT);
        PushResult result = repository.push(updates);
        assertThat(result.status()).isEqualTo(PushResult.Status.UNKNOWN);
        assertThat(result.refs()).allMatch(ref -> ref.status() == PushResult.Status.UNKNOWN);
        assertThat(result.message())
                .contains("Whether main, old, v1.4.3 arrived is not known", "cannot be asked")
                .doesNotContainIgnoringCase("nothing was changed");
    }

    /** A push asks first which refs there are: nothing was sent where that is refused. */
    @Test
    void aPushThatIsRefusedAShortWhileIsTriedAgain() throws Exception {
        proxy.refuse(2);
        PushResult result = repository.push(updates);
        assertThat(result.status()).as(result.message()).isEqualTo(PushResult.Status.OK);
        assertThat(proxy.stillRefused()).isZero();
        assertThat(origin.id("main")).isEqualTo(next);
    }

    @Test
    void aRemoteThatStaysAwayIsNotAskedForEver() throws Exception {
        proxy.refuse(1000);
        PushResult result = repository.push(updates);
        assertThat(result.status()).isEqualTo(PushResult.Status.UNREACHABLE);
        assertThat(proxy.stillRefused()).isBetween(900, 998);
        assertThat(origin.id("main")).isEqualTo(main);
    }

    @Test
    void whoseBranchSomebodyElseMovedMeanwhileIsStale() throws Exception {
        proxy.onPush(FaultyProxy.Fault.CUT);
        String moved = origin.commit("main", "Somebody else", Map.of("b", "1"));
        origin.git("update-ref", "refs/heads/main", main);
        // After the push has read what is there, and before it is looked up.
        proxy.whenPushed(() -> origin.git("update-ref", "refs/heads/main", moved));
        PushResult result = repository.push(updates);
        assertThat(result.status()).isEqualTo(PushResult.Status.STALE);
        assertThat(result.message()).contains("has changed in the meantime, perhaps after the push arrived");
    }

    @Test
    void aServerThatRefusesIsNotAskedAgain() throws Exception {
        origin.hook("pre-receive", "echo 'main is frozen' >&2; exit 1");
        proxy.then(FaultyProxy.Fault.CUT);
        assertThat(repository.push(updates).status()).isEqualTo(PushResult.Status.REJECTED);
    }

    @Test
    void nothingWasSentWhereNothingListens() throws Exception {
        proxy.close();
        PushResult result = repository.push(updates);
        assertThat(result.status()).isEqualTo(PushResult.Status.UNREACHABLE);
        assertThat(result.message()).contains("Cannot reach http://127.0.0.1");
    }

    @Test
    void aPushThatHangsSaysWhatItWaitsForAndWhatCameOfIt() throws Exception {
        impatient();
        proxy.onPush(FaultyProxy.Fault.HANG_AFTER);
        PushResult result = repository.push(updates);
        assertThat(console.get(0))
                .isEqualTo("Waiting for " + proxy.url()
                        + " to answer the push of main, old, v1.4.3; 750 ms so far, ended after 3 s.");
        assertThat(result.status()).isEqualTo(PushResult.Status.ARRIVED);
        assertThat(origin.id("main")).isEqualTo(next);
    }

    @Test
    void aPushThatHangsAndDidNotArriveMayStillDoSo() throws Exception {
        impatient();
        proxy.onPush(FaultyProxy.Fault.HANG);
        PushResult result = repository.push(updates);
        assertThat(result.status()).isEqualTo(PushResult.Status.UNKNOWN);
        assertThat(result.message())
                .contains("git push did not end within 3 s and was stopped", "did not arrive so far")
                .doesNotContainIgnoringCase("nothing was changed");
    }

    @Test
    void aServerThatAnswersNothingAnyMoreIsNotAskedForEver() throws Exception {
        impatient();
        proxy.onPush(FaultyProxy.Fault.HANG).then(FaultyProxy.Fault.HANG);
        PushResult result = repository.push(updates);
        assertThat(result.status()).isEqualTo(PushResult.Status.UNKNOWN);
        assertThat(result.message()).contains("cannot be asked");
        assertThat(console)
                .anyMatch(line ->
                        line.startsWith("Waiting for " + proxy.url() + " to say whether the push of main, old"));
    }

    /** As a gateway that loses patience while a hook runs. */
    @Test
    void aPushThatArrivesAfterTheGatewayGaveUpIsNotSaidToBeLost() throws Exception {
        proxy.onPush(FaultyProxy.Fault.GATEWAY_TIMEOUT);
        PushResult result = repository.push(updates);
        assertThat(result.status()).isEqualTo(PushResult.Status.UNKNOWN);
        assertThat(result.message()).contains("did not arrive so far; the server may be at work on it");
        proxy.release();
        while (!origin.id("main").equals(next)) {
            Thread.sleep(50);
        }
        assertThat(repository.push(updates).status())
                .as("what arrived late is not overwritten")
                .isEqualTo(PushResult.Status.STALE);
    }

    @Test
    void aFetchThatHangsSaysWhatItWaitsForAndThatNothingWasChanged() throws Exception {
        impatient();
        proxy.onAll(FaultyProxy.Fault.HANG);
        assertThatThrownBy(() -> repository.fetch("main"))
                .hasMessage("git fetch did not end within 3 s and was stopped, while it waited for " + proxy.url()
                        + " to hand out main. Nothing was changed there. Check the connection to the remote, then run"
                        + " this again.");
        assertThat(console)
                .contains("Waiting for " + proxy.url() + " to hand out main; 750 ms so far, ended after 3 s.");
    }

    @Test
    void aLockWhoseAnswerIsLostIsOurs() throws Exception {
        proxy.onPush(FaultyProxy.Fault.LOSE_ANSWER);
        RemoteLock.Taken taken = new RemoteLock(repository, RemoteLock.REF).take(new RemoteLock.Claim("ann", "t0"));
        assertThat(taken.ours()).isTrue();
    }

    @Test
    void whatTheServerSaysBesideItsAnswerIsKept() throws Exception {
        origin.hook(
                "post-receive",
                "echo 'Bypassed rule violations for refs/heads/main:'; echo '- Changes must be made through a pull request.'");
        PushResult result = repository.push(updates);
        assertThat(result.status()).isEqualTo(PushResult.Status.OK);
        assertThat(result.said())
                .containsExactly(
                        "Bypassed rule violations for refs/heads/main:",
                        "- Changes must be made through a pull request.");
    }

    @Test
    void oneByOneEachIsLookedUp() throws Exception {
        origin.git("config", "receive.advertiseAtomic", "false");
        proxy.onPush(FaultyProxy.Fault.LOSE_ANSWER);
        PushResult result = repository.push(updates);
        assertThat(result.status()).isEqualTo(PushResult.Status.ARRIVED);
        assertThat(result.atomic()).isFalse();
        assertThat(origin.id("refs/tags/v1.4.3")).isEqualTo(next);
    }
}
