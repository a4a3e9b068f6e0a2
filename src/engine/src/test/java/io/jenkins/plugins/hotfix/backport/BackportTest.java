package io.jenkins.plugins.hotfix.backport;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.git.TestRepository;
import io.jenkins.plugins.hotfix.git.command.Git;
import io.jenkins.plugins.hotfix.git.command.GitException;
import io.jenkins.plugins.hotfix.git.merge.Conflict;
import io.jenkins.plugins.hotfix.git.merge.MergeResult;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackportTest {
    private static final String LINES = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n17\n18\n";

    @TempDir
    Path temporary;

    TestRepository source;

    @BeforeEach
    void aBranchThatStayedBehind() {
        source = TestRepository.init(temporary.resolve("source"));
        source.write("a", LINES).write("b", LINES).commitAll("Base");
        source.branch("old", "main");
    }

    GitRepository open() throws GitException {
        return GitRepository.open(TestRepository.git(), temporary.resolve("scratch"), source.directory(), null);
    }

    private String edit(String path, String before, String after) {
        String content = "\n" + source.show("HEAD", path) + "\n";
        source.write(
                path, content.replace("\n" + before + "\n", "\n" + after + "\n").substring(1));
        return source.commitAll(path + ": " + after.replace('\n', ' '));
    }

    @Test
    void aCommitOfTheBranchIsThere() throws Exception {
        String fix = edit("a", "5", "five");
        try (GitRepository repository = open()) {
            assertThat(Presence.of(repository, source.id("main"), fix))
                    .contains(new Presence(fix, Presence.Sign.CONTAINED));
            assertThat(Presence.of(repository, source.id("old"), fix)).isEmpty();
        }
    }

    @Test
    void aPickThatNamesItsOriginIsThere() throws Exception {
        String fix = edit("a", "5", "five");
        source.git("checkout", "--quiet", "old");
        source.git("cherry-pick", "-x", fix);
        String pick = source.id("HEAD");
        edit("a", "6", "six");
        try (GitRepository repository = open()) {
            assertThat(Presence.of(repository, source.id("old"), fix))
                    .contains(new Presence(pick, Presence.Sign.NAMED));
        }
    }

    @Test
    void theSamePatchIsThereWhereverItsLinesAre() throws Exception {
        String fix = edit("a", "12", "twelve");
        source.git("checkout", "--quiet", "old");
        edit("a", "1", "0\n1");
        source.git("cherry-pick", fix);
        String pick = source.id("HEAD");
        edit("b", "2", "two");
        try (GitRepository repository = open()) {
            assertThat(Presence.of(repository, source.id("old"), fix))
                    .contains(new Presence(pick, Presence.Sign.SAME_PATCH));
        }
    }

    @Test
    void whatWasPickedAndRevertedIsNotThere() throws Exception {
        String fix = edit("a", "5", "five");
        source.git("checkout", "--quiet", "old");
        source.git("cherry-pick", "-x", fix);
        source.git("revert", "--no-edit", "HEAD");
        try (GitRepository repository = open()) {
            assertThat(Presence.of(repository, source.id("old"), fix)).isEmpty();
        }
    }

    @Test
    void aCommitOfTheBranchThatWasRevertedIsNotThereUntilItsRevertIsReverted() throws Exception {
        String fix = edit("a", "5", "five");
        source.git("revert", "--no-edit", fix);
        String revert = source.id("HEAD");
        try (GitRepository repository = open()) {
            assertThat(Presence.of(repository, revert, fix)).isEmpty();
            source.git("revert", "--no-edit", revert);
            assertThat(Presence.of(repository, source.id("HEAD"), fix))
                    .contains(new Presence(fix, Presence.Sign.CONTAINED));
            source.git("revert", "--no-edit", "HEAD");
            assertThat(Presence.of(repository, source.id("HEAD"), fix)).isEmpty();
            source.git("cherry-pick", "-x", fix);
            assertThat(Presence.of(repository, source.id("HEAD"), fix))
                    .contains(new Presence(source.id("HEAD"), Presence.Sign.NAMED));
        }
    }

    @Test
    void whatCameWithAMergeThatWasRevertedIsNotThere() throws Exception {
        String fix = edit("a", "5", "five");
        source.git("checkout", "--quiet", "old");
        String own = edit("b", "5", "five");
        source.git("merge", "--quiet", "--no-edit", "main");
        source.git("revert", "--no-edit", "--mainline=1", "HEAD");
        String revert = source.id("HEAD");
        edit("b", "6", "six");
        try (GitRepository repository = open()) {
            assertThat(Presence.of(repository, source.id("old"), fix)).isEmpty();
            assertThat(Presence.of(repository, source.id("old"), own)).isPresent();
            source.git("revert", "--no-edit", revert);
            assertThat(Presence.of(repository, source.id("old"), fix)).isPresent();
        }
    }

    @Test
    void aRevertThatWasPickedAlongTakesThePickBack() throws Exception {
        String fix = edit("a", "5", "five");
        source.git("revert", "--no-edit", fix);
        String revert = source.id("HEAD");
        source.git("checkout", "--quiet", "old");
        source.git("cherry-pick", "-x", fix, revert);
        try (GitRepository repository = open()) {
            assertThat(Presence.of(repository, source.id("old"), fix)).isEmpty();
        }
    }

    private void squash(String message, String before, String after) {
        edit("a", before, after);
        source.git("commit", "--quiet", "--amend", "-m", message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    Revert "Say five (#12)" (#13) | Reverts shop/till#12 | Revert "Revert "Say five (#12)""
                    Revert "Say five" (#13)       | Reverts shop/till#12 | Revert "Revert "Say five""
                    Revert "Say five" (#13)       | Reverts #12          | Revert "Revert "Say five" (#13)"
                    """)
    void whatIsRevertedByItsPullRequestIsNotThereUntilThatIsReverted(String subject, String body, String undone)
            throws Exception {
        squash("Say five (#12)", "5", "five");
        String fix = source.id("HEAD");
        squash(subject + "\n\n" + body + "\n\nIt broke the till.", "five", "5");
        String revert = source.id("HEAD");
        squash(undone + " (#14)\n\nReverts shop/till#13", "5", "five");
        String again = source.id("HEAD");
        try (GitRepository repository = open()) {
            assertThat(Presence.of(repository, revert, fix)).isEmpty();
            assertThat(Presence.of(repository, again, fix)).contains(new Presence(fix, Presence.Sign.CONTAINED));
        }
    }

    @Test
    void aPickOrTheSamePatchThatIsRevertedByItsPullRequestIsNotThere() throws Exception {
        squash("Say five (#12)", "5", "five");
        String fix = source.id("HEAD");
        source.git("checkout", "--quiet", "-b", "named", "old");
        source.git("cherry-pick", "-x", fix);
        squash("Revert \"Say five (#12)\" (#13)\n\nReverts shop/till#12", "five", "5");
        source.git("checkout", "--quiet", "-b", "alike", "old");
        squash("Say five (#12) (#20)", "5", "five");
        squash("Revert \"Say five (#12)\" (#21)\n\nReverts shop/till#20", "five", "5");
        try (GitRepository repository = open()) {
            assertThat(Presence.of(repository, source.id("named"), fix)).isEmpty();
            assertThat(Presence.of(repository, source.id("alike"), fix)).isEmpty();
        }
    }

    @Test
    void whatIsBroughtAgainAfterItsPullRequestWasRevertedIsThere() throws Exception {
        squash("Say five (#12)", "5", "five");
        String fix = source.id("HEAD");
        squash("Revert \"Say five (#12)\" (#13)\n\nReverts shop/till#12", "five", "5");
        source.git("cherry-pick", "-x", fix);
        try (GitRepository repository = open()) {
            assertThat(Presence.of(repository, source.id("HEAD"), fix)).isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Revert \"Say 5ive (#12)\" (#13)\n\nReverts shop/till#12",
                "Revert \"Say five (#12)\" (#13)\n\nReverts shop/till#11",
                "Back out five (#13)\n\nReverts shop/till#12",
                "Revert \"Say five\"\n\nIt was no good, see #12",
                "Say six (#13)\n\nReverts shop/till#12"
            })
    void aRevertOfSomethingElseIsNoneOfIt(String message) throws Exception {
        squash("Say five (#12)", "5", "five");
        String fix = source.id("HEAD");
        squash(message, "9", "nine");
        try (GitRepository repository = open()) {
            assertThat(Presence.of(repository, source.id("HEAD"), fix)).isPresent();
        }
    }

    @Test
    void aTrailerIsASignOnlyIfItsNameMeansThat() throws Exception {
        String fix = edit("a", "5", "five");
        source.git("checkout", "--quiet", "old");
        source.commitAll("Something else\n\nRelated: " + fix);
        try (GitRepository repository = open()) {
            assertThat(Presence.of(repository, source.id("old"), fix)).isEmpty();
            String brought = source.commitAll("By hand\n\nBackport-of: " + fix);
            assertThat(Presence.of(repository, brought, fix)).contains(new Presence(brought, Presence.Sign.NAMED));
        }
    }

    @Test
    void aMessageThatMerelyMentionsTheCommitIsNoSign() throws Exception {
        String fix = edit("a", "5", "five");
        source.git("checkout", "--quiet", "old");
        source.commitAll("Do not take " + fix);
        try (GitRepository repository = open()) {
            assertThat(Presence.of(repository, source.id("old"), fix)).isEmpty();
        }
    }

    @Test
    void theCauseIsTheCommitThatTouchedTheConflictingPlace() throws Exception {
        edit("a", "2", "two");
        String cause = edit("a", "12", "twelve");
        edit("b", "12", "twelve");
        String fix = edit("a", "twelve", "twelve, fixed");
        try (GitRepository repository = open()) {
            MergeResult result = repository.pick(source.id("old"), fix, null);
            assertThat(result.status()).isEqualTo(MergeResult.Status.CONFLICTING);
            assertThat(new Causes(repository, source.id("old")).of(fix, result.conflicts()))
                    .containsExactly(cause);
            assertThat(new Prerequisites(repository, source.id("old"), Prerequisites.Limits.DEFAULT).search(fix))
                    .contains(List.of(cause));
        }
    }

    @Test
    void causesComeNewestFirstAndPrerequisitesOldestFirst() throws Exception {
        String first = edit("a", "12", "twelve");
        String second = edit("a", "twelve", "a dozen");
        String fix = edit("a", "a dozen", "a baker's dozen");
        try (GitRepository repository = open()) {
            MergeResult result = repository.pick(source.id("old"), fix, null);
            assertThat(new Causes(repository, source.id("old")).of(fix, result.conflicts()))
                    .containsExactly(second, first);
            assertThat(new Prerequisites(repository, source.id("old"), Prerequisites.Limits.DEFAULT).search(fix))
                    .contains(List.of(first, second));
        }
    }

    @Test
    void whatWasTriedAndTakenBackIsNoPrerequisite() throws Exception {
        String first = edit("a", "11", "eleven");
        edit("a", "12", "twelve");
        edit("a", "twelve", "12");
        String fix = edit("a", "12", "a dozen");
        try (GitRepository repository = open()) {
            assertThat(new Prerequisites(repository, source.id("old"), Prerequisites.Limits.DEFAULT).search(fix))
                    .contains(List.of(first));
        }
    }

    @Test
    void aFileThatTheBranchLacksIsAPrerequisite() throws Exception {
        source.write("new", LINES);
        String added = source.commitAll("Add a file");
        edit("b", "3", "three");
        String fix = edit("new", "5", "five");
        try (GitRepository repository = open()) {
            assertThat(new Prerequisites(repository, source.id("old"), Prerequisites.Limits.DEFAULT).search(fix))
                    .contains(List.of(added));
        }
    }

    @Test
    void aFileThatWasMovedMeanwhileHasItsCausesUnderBothNames() throws Exception {
        String first = edit("a", "12", "twelve");
        source.git("mv", "a", "moved");
        source.git("commit", "--quiet", "-m", "Move it");
        String second = edit("moved", "twelve", "a dozen");
        String fix = edit("moved", "a dozen", "a baker's dozen");
        try (GitRepository repository = open()) {
            MergeResult result = repository.pick(source.id("old"), fix, null);
            assertThat(result.conflicts()).extracting(Conflict::path).containsExactly("a");
            assertThat(new Causes(repository, source.id("old")).of(fix, result.conflicts()))
                    .contains(second, first);
            assertThat(new Prerequisites(repository, source.id("old"), Prerequisites.Limits.DEFAULT).search(fix))
                    .contains(List.of(first, second));
        }
    }

    /** {@code git log -L} ends on an assertion where such places, followed back, come to overlap. */
    @Test
    void placesThatGrowIntoOneAnotherAreFollowedToo() throws Exception {
        String block = edit("a", "10", "ten\nand\nmore\nof\nit");
        String near = edit("a", "more", "much more");
        edit("a", "and", "also");
        source.git("checkout", "--quiet", "-b", "wide");
        source.write("a", source.show("HEAD", "a").replace("ten\n", "TEN\n").replace("of\nit\n", "OF\nIT\n"));
        String fix = source.commitAll("Two places of one block");
        try (GitRepository repository = open()) {
            MergeResult result = repository.pick(source.id("old"), fix, null);
            assertThat(new Causes(repository, source.id("old")).of(fix, result.conflicts()))
                    .contains(block, near);
        }
    }

    @Test
    void aConflictIsExplainedByAFewProcessesHoweverManyCommitsThereAre() throws Exception {
        String last = "12";
        for (int i = 0; i < 3; i++) {
            last = "v" + i;
            edit("a", i == 0 ? "12" : "v" + (i - 1), last);
            for (int other = 0; other < 10; other++) {
                edit("b", other + 1 + "", other + 1 + "\n" + i);
                edit("b", other + 1 + "\n" + i, other + 1 + "");
            }
        }
        String fix = edit("a", last, "fixed");
        Git git = TestRepository.git();
        try (GitRepository repository =
                GitRepository.open(git, temporary.resolve("scratch"), source.directory(), null)) {
            repository.pick(source.id("old"), fix, null);
            long before = git.spent().processes();
            assertThat(new Prerequisites(repository, source.id("old"), Prerequisites.Limits.DEFAULT).search(fix))
                    .hasValueSatisfying(found -> assertThat(found).hasSize(3));
            // Who changed the file, in which order, and how: a process for each.
            assertThat(git.spent().processes() - before).isLessThanOrEqualTo(3);
        }
    }

    @Test
    void whatCannotBeReadOfHistoryIsNoPrerequisite() throws Exception {
        edit("a", "12", "twelve");
        String lost = source.git("rev-parse", "HEAD:a").strip();
        edit("a", "twelve", "a dozen");
        String fix = edit("a", "a dozen", "a baker's dozen");
        Files.delete(source.directory().resolve(".git/objects/" + lost.substring(0, 2) + "/" + lost.substring(2)));
        try (GitRepository repository = open()) {
            assertThat(repository.pick(source.id("old"), fix, null).status()).isEqualTo(MergeResult.Status.CONFLICTING);
            assertThat(new Prerequisites(repository, source.id("old"), Prerequisites.Limits.DEFAULT).search(fix))
                    .isEmpty();
        }
    }

    @Test
    void theBranchsOwnChangeHasNoPrerequisite() throws Exception {
        String fix = edit("a", "5", "five");
        source.git("checkout", "--quiet", "old");
        edit("a", "5", "fünf");
        try (GitRepository repository = open()) {
            assertThat(new Prerequisites(repository, source.id("old"), Prerequisites.Limits.DEFAULT).search(fix))
                    .isEmpty();
        }
    }

    @Test
    void theSearchIsBounded() throws Exception {
        String last = "12";
        for (int i = 0; i < 6; i++) {
            edit("a", last, "v" + i);
            last = "v" + i;
        }
        String fix = edit("a", last, "fixed");
        var limits = new Prerequisites.Limits(3, 50);
        try (GitRepository repository = open()) {
            assertThat(new Prerequisites(repository, source.id("old"), limits).search(fix))
                    .isEmpty();
        }
    }

    @Test
    void aMergedBranchIsItsOwnCommits() throws Exception {
        String base = source.id("main");
        source.git("checkout", "--quiet", "-b", "fix");
        String one = edit("a", "5", "five");
        String two = edit("b", "5", "five");
        source.git("checkout", "--quiet", "main");
        edit("a", "15", "fifteen");
        source.git("merge", "--quiet", "--no-ff", "--no-edit", "fix");
        try (GitRepository repository = open()) {
            assertThat(Landing.of(repository, two, base, source.id("main")))
                    .isEqualTo(new Landing(Landing.Style.MERGE, List.of(one, two)));
        }
    }

    @Test
    void aFastForwardedBranchIsItsOwnCommits() throws Exception {
        String base = source.id("main");
        String one = edit("a", "5", "five");
        String two = edit("b", "5", "five");
        try (GitRepository repository = open()) {
            assertThat(Landing.of(repository, two, base, source.id("main")))
                    .isEqualTo(new Landing(Landing.Style.FAST_FORWARD, List.of(one, two)));
        }
    }

    @Test
    void aSquashedBranchIsOneCommit() throws Exception {
        String base = source.id("main");
        source.git("checkout", "--quiet", "-b", "fix");
        edit("a", "5", "five");
        String head = edit("b", "5", "five");
        source.git("checkout", "--quiet", "main");
        edit("a", "15", "fifteen");
        source.git("merge", "--quiet", "--squash", "fix");
        source.git("commit", "--quiet", "-m", "Fix (#1)");
        String squash = source.id("HEAD");
        edit("b", "15", "fifteen");
        try (GitRepository repository = open()) {
            assertThat(Landing.of(repository, head, base, source.id("main")))
                    .isEqualTo(new Landing(Landing.Style.SQUASH, List.of(squash)));
        }
    }

    @Test
    void aRebasedBranchIsTheCopies() throws Exception {
        String base = source.id("main");
        source.git("checkout", "--quiet", "-b", "fix");
        edit("a", "5", "five");
        String head = edit("b", "5", "five");
        source.git("checkout", "--quiet", "main");
        edit("a", "15", "fifteen");
        source.git("cherry-pick", base + "..fix");
        List<String> copies = List.of(source.id("HEAD~1"), source.id("HEAD"));
        edit("b", "15", "fifteen");
        try (GitRepository repository = open()) {
            assertThat(Landing.of(repository, head, base, source.id("main")))
                    .isEqualTo(new Landing(Landing.Style.REBASE, copies));
        }
    }

    @Test
    void aBranchThatDidNotArriveIsNowhere() throws Exception {
        String base = source.id("main");
        source.git("checkout", "--quiet", "-b", "fix");
        String head = edit("a", "5", "five");
        source.git("checkout", "--quiet", "main");
        edit("a", "15", "fifteen");
        try (GitRepository repository = open()) {
            assertThat(Landing.of(repository, head, base, source.id("main")).style())
                    .isEqualTo(Landing.Style.NONE);
        }
    }
}
