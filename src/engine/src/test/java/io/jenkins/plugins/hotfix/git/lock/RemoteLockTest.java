package io.jenkins.plugins.hotfix.git.lock;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.git.TestRepository;
import io.jenkins.plugins.hotfix.git.command.GitException;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemoteLockTest {
    @TempDir
    Path temporary;

    TestRepository origin;

    @BeforeEach
    void aRemote() {
        origin = TestRepository.bare(temporary.resolve("origin.git"));
        origin.commit("main", "First", Map.of("a", "1"));
    }

    private GitRepository open(String who) throws GitException {
        return GitRepository.open(TestRepository.git(), temporary.resolve(who), origin.directory(), null);
    }

    private static RemoteLock.Claim claim(String owner) {
        return new RemoteLock.Claim(owner, "token of " + owner);
    }

    @Test
    void oneHoldsItUntilItIsGivenBack() throws Exception {
        try (GitRepository here = open("here");
                GitRepository there = open("there")) {
            RemoteLock mine = new RemoteLock(here, RemoteLock.REF);
            RemoteLock yours = new RemoteLock(there, RemoteLock.REF);
            RemoteLock.Taken taken = mine.take(claim("HOTFIX-1 by Ada"));
            assertThat(taken.ours()).isTrue();
            assertThat(yours.take(claim("HOTFIX-2 by Grace"))).isEqualTo(new RemoteLock.Taken(false, taken.held(), ""));
            assertThat(taken.held().age(taken.held().since().plusSeconds(60))).isEqualTo(Duration.ofMinutes(1));
            assertThat(mine.take(claim("HOTFIX-1 by Ada")).ours()).isTrue();
            mine.release(taken.held());
            assertThat(yours.holder()).isEmpty();
            assertThat(yours.take(claim("HOTFIX-2 by Grace")).ours()).isTrue();
        }
    }

    @Test
    void breakingItIsRecorded() throws Exception {
        try (GitRepository here = open("here");
                GitRepository there = open("there")) {
            RemoteLock mine = new RemoteLock(here, RemoteLock.REF);
            RemoteLock yours = new RemoteLock(there, RemoteLock.REF);
            RemoteLock.Held broken = mine.take(claim("HOTFIX-1 by Ada")).held();
            RemoteLock.Taken seized = yours.seize(broken, claim("HOTFIX-2 by Grace"), "Ada's controller is down");
            assertThat(seized.ours()).isTrue();
            assertThat(origin.git("log", "--format=%(trailers:only)", RemoteLock.REF))
                    .contains("Hotfix-Lock-Broken-By: HOTFIX-2 by Grace: Ada's controller is down")
                    .contains("Hotfix-Lock-Owner: HOTFIX-1 by Ada");
            mine.release(broken);
            assertThat(mine.holder()).contains(seized.held());
            assertThat(mine.seize(broken, claim("HOTFIX-1 by Ada"), "again").ours())
                    .isFalse();
        }
    }

    @Test
    void ofManyWhoTakeItAtOnceOneHasIt() throws Exception {
        ExecutorService crowd = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Boolean>> all = IntStream.range(0, 4)
                    .mapToObj(n -> (Callable<Boolean>) () -> {
                        try (GitRepository repository = open("site" + n)) {
                            return new RemoteLock(repository, RemoteLock.REF)
                                    .take(claim("site " + n))
                                    .ours();
                        }
                    })
                    .toList();
            int holders = 0;
            for (var each : crowd.invokeAll(all)) {
                holders += each.get() ? 1 : 0;
            }
            assertThat(holders).isEqualTo(1);
        } finally {
            crowd.shutdown();
        }
    }

    @Test
    void saysWhenTheServerTakesNoSuchRef() throws Exception {
        origin.hook("pre-receive", "echo 'only branches and tags here' >&2; exit 1");
        try (GitRepository repository = open("here")) {
            RemoteLock.Taken taken = new RemoteLock(repository, RemoteLock.REF).take(claim("me"));
            assertThat(taken.ours()).isFalse();
            assertThat(taken.held()).isNull();
            assertThat(taken.refusal()).contains("only branches and tags here");
        }
    }
}
