package io.jenkins.plugins.hotfix.git.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.git.GitServer;
import io.jenkins.plugins.hotfix.git.TestRepository;
import io.jenkins.plugins.hotfix.git.merge.MergeResult;
import io.jenkins.plugins.hotfix.git.object.CommitDraft;
import io.jenkins.plugins.hotfix.git.remote.RefUpdate;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Over a history of years, of which only the newest was fetched, questions are answered as over all of it. */
class CutHistoryTest {
    private static final int DAY = 86_400;

    @TempDir
    Path temporary;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void answersAreThoseOfAllOfHistory(int seed) throws Exception {
        TestRepository origin = TestRepository.bare(temporary.resolve("origin.git"));
        List<String> branches = random(origin, new Random(seed), 400);
        origin.git("config", "uploadpack.allowFilter", "true");
        origin.git("config", "uploadpack.allowAnySHA1InWant", "true");
        try (GitRepository all =
                GitRepository.open(TestRepository.git(), temporary.resolve("all"), origin.directory(), null)) {
            all.fetch(branches.toArray(String[]::new));
            int number = 0;
            for (String a : branches) {
                for (String b : branches) {
                    try (GitRepository cut = GitRepository.open(
                            TestRepository.git(),
                            temporary.resolve("cut" + number++),
                            null,
                            origin.directory().toUri().toString())) {
                        cut.fetch(a);
                        cut.fetch(b);
                        String one = origin.id(a);
                        String other = origin.id(b);
                        assertThat(cut.isAncestor(one, other)).isEqualTo(all.isAncestor(one, other));
                        assertThat(cut.history().ids(one, other))
                                .isEqualTo(all.history().ids(one, other));
                        assertThat(cut.commits(one, other, 30)).isEqualTo(all.commits(one, other, 30));
                        assertThat(cut.mergeBase(one, other)).isEqualTo(all.mergeBase(one, other));
                        cut.fetch(a, b);
                        assertThat(cut.history().mergesOf(one, other))
                                .isEqualTo(all.history().mergesOf(one, other));
                    }
                }
            }
        }
    }

    @Test
    void aFixAndItsBackportCostLittleOfAFullClone() throws Exception {
        TestRepository origin = TestRepository.bare(temporary.resolve("origin.git"));
        StringBuilder stream = new StringBuilder();
        for (int n = 1; n <= 2_000; n++) {
            commit(stream, "main", n, n == 1 ? List.of() : List.of(n - 1), n);
        }
        commit(stream, "develop", 3_000, List.of(1_950), 2_100);
        commit(stream, "fix", 3_001, List.of(1_990), 2_101);
        load(origin, stream);
        origin.git("config", "uploadpack.allowFilter", "true");
        origin.git("config", "uploadpack.allowAnySHA1InWant", "true");
        try (GitServer server = GitServer.of(origin)) {
            origin.git(
                    "clone",
                    "--quiet",
                    "--bare",
                    server.url(),
                    temporary.resolve("full.git").toString());
            long full = server.sent();
            try (GitRepository cut =
                    GitRepository.open(TestRepository.git(), temporary.resolve("scratch"), null, server.url())) {
                cut.fetch("main");
                String main = cut.branch("main").orElseThrow();
                String fix = origin.id("fix");
                assertThat(cut.resolve(fix)).contains(fix);
                assertThat(cut.isAncestor(fix, main)).isFalse();
                String tree = cut.pick(main, fix, null).tree();
                String picked = cut.commitTree(new CommitDraft(tree, List.of(main), "fix", List.of(), null, null));
                assertThat(cut.push(List.of(new RefUpdate("refs/heads/hotfix/x", null, picked)))
                                .ok())
                        .isTrue();
                cut.fetch("develop");
                String develop = cut.branch("develop").orElseThrow();
                assertThat(cut.history().ids(develop, main)).hasSize(50);
                assertThat(cut.merge(develop, picked).status()).isEqualTo(MergeResult.Status.CLEAN);
            }
            assertThat((server.sent() - full) * 20).isLessThan(full);
        }
    }

    /** Branches that go on, merge each other and fall asleep. */
    private static List<String> random(TestRepository origin, Random random, int commits) throws IOException {
        StringBuilder stream = new StringBuilder();
        List<String> names = List.of("main", "develop", "old", "stable");
        List<Integer> tips = new ArrayList<>(List.of(1, 1, 1, 1));
        commit(stream, "main", 1, List.of(), 1);
        for (int n = 2; n <= commits; n++) {
            int branch = random.nextInt(n < commits / 3 ? 4 : n < 2 * commits / 3 ? 3 : 2);
            int other = random.nextInt(4);
            List<Integer> parents = new ArrayList<>(List.of(tips.get(branch)));
            if (random.nextInt(12) == 0 && !tips.get(other).equals(tips.get(branch))) {
                parents.add(tips.get(other));
            }
            commit(stream, names.get(branch), n, parents, n);
            tips.set(branch, n);
        }
        for (int n = 0; n < names.size(); n++) {
            stream.append("reset refs/heads/")
                    .append(names.get(n))
                    .append("\nfrom :")
                    .append(tips.get(n))
                    .append("\n\n");
        }
        load(origin, stream);
        return names;
    }

    private static void commit(StringBuilder stream, String branch, int mark, List<Integer> parents, int day) {
        stream.append("commit refs/heads/")
                .append(branch)
                .append("\nmark :")
                .append(mark)
                .append('\n');
        stream.append("committer Ada <ada@example.org> ")
                .append(1_400_000_000L + (long) day * DAY)
                .append(" +0000\n");
        String message = "Number " + mark;
        stream.append("data ")
                .append(message.length())
                .append('\n')
                .append(message)
                .append('\n');
        if (!parents.isEmpty()) {
            stream.append("from :").append(parents.get(0)).append('\n');
        }
        parents.stream()
                .skip(1)
                .forEach(parent -> stream.append("merge :").append(parent).append('\n'));
        StringBuilder content = new StringBuilder();
        new Random(mark).ints(600, 'a', 'z').forEach(content::appendCodePoint);
        stream.append("M 100644 inline file")
                .append(mark % 97)
                .append("\ndata 600\n")
                .append(content)
                .append('\n');
    }

    private static void load(TestRepository origin, StringBuilder stream) throws IOException {
        TestRepository.git()
                .command(origin.directory(), "fast-import", "--quiet", "--force")
                .input(stream.toString())
                .succeed("fast-import");
    }
}
