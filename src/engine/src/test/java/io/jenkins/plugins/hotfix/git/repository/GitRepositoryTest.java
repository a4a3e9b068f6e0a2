package io.jenkins.plugins.hotfix.git.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.hotfix.git.TestRepository;
import io.jenkins.plugins.hotfix.git.command.GitException;
import io.jenkins.plugins.hotfix.git.command.Person;
import io.jenkins.plugins.hotfix.git.history.FileChange;
import io.jenkins.plugins.hotfix.git.object.Commit;
import io.jenkins.plugins.hotfix.git.object.CommitDraft;
import io.jenkins.plugins.hotfix.git.object.TagDraft;
import io.jenkins.plugins.hotfix.git.object.Trailer;
import io.jenkins.plugins.hotfix.git.remote.PushResult;
import io.jenkins.plugins.hotfix.git.remote.RefUpdate;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitRepositoryTest {
    @TempDir
    Path temporary;

    TestRepository origin;
    String first;
    String second;

    @BeforeEach
    void aRemoteWithTwoCommits() {
        origin = TestRepository.bare(temporary.resolve("origin.git"));
        first = origin.commit("main", "First", Map.of("README.md", "Hello\n", "src/app/Main.java", "class Main {}\n"));
        origin.git("tag", "-a", "v1.0", "-m", "One\n\nHotfix-Id: HOTFIX-1", first);
        second = origin.commit(
                "main",
                "Second\n\nWhy it is.\n\nTicket: A-1\nSigned-off-by: A <a@b>",
                Map.of("src/app/Main.java", "class Main { }\n"));
    }

    GitRepository open(Path source) throws GitException {
        return GitRepository.open(TestRepository.git(), temporary.resolve("scratch"), source, null);
    }

    @Test
    void worksOnTheRemoteOfAClone() throws Exception {
        TestRepository clone = origin.cloneTo(temporary.resolve("clone"));
        try (GitRepository repository = open(clone.directory())) {
            repository.fetch("main", "refs/tags/*");
            assertThat(repository.remoteUrl()).isEqualTo(origin.directory().toString());
            assertThat(repository.branch("main")).contains(second);
            assertThat(repository.version(second)).contains("v1.0");
        }
    }

    @Test
    void borrowsTheObjectsOfAClone() throws Exception {
        TestRepository clone = origin.cloneTo(temporary.resolve("clone"));
        try (GitRepository repository = open(clone.directory())) {
            repository.fetch("main");
            assertThat(repository.directory().resolve("objects/pack")).isEmptyDirectory();
        }
    }

    @Test
    void worksOnABareRepositoryItself() throws Exception {
        try (GitRepository repository = open(origin.directory())) {
            repository.fetch("main");
            assertThat(repository.remoteUrl()).isEqualTo(origin.directory().toString());
            assertThat(repository.branch("main")).contains(second);
        }
    }

    @Test
    void worksInALinkedWorktree() throws Exception {
        TestRepository clone = origin.cloneTo(temporary.resolve("clone"));
        clone.git(
                "worktree",
                "add",
                "--quiet",
                "-b",
                "side",
                temporary.resolve("linked").toString());
        try (GitRepository repository = open(temporary.resolve("linked"))) {
            repository.fetch("main");
            assertThat(repository.branch("main")).contains(second);
            assertThat(repository.sourceState().branch()).isEqualTo("side");
        }
    }

    @Test
    void worksInASubdirectoryOfAClone() throws Exception {
        TestRepository clone = origin.cloneTo(temporary.resolve("clone"));
        clone.git("remote", "set-url", "origin", "../origin.git");
        try (GitRepository repository = open(clone.directory().resolve("src/app"))) {
            repository.fetch("main");
            assertThat(repository.branch("main")).contains(second);
        }
    }

    @Test
    void aShallowCloneLendsNothing() throws Exception {
        TestRepository clone = origin.cloneTo(temporary.resolve("shallow"), "--depth=1", "--no-local");
        try (GitRepository repository = open(clone.directory())) {
            repository.fetch("main");
            assertThat(repository.sourceState().shallow()).isTrue();
            assertThat(repository.commits(null, second, 10)).hasSize(2);
        }
    }

    @Test
    void leavesADirtyCloneAsItIs() throws Exception {
        TestRepository clone = origin.cloneTo(temporary.resolve("clone"));
        clone.write("README.md", "changed").write("new.txt", "new");
        clone.git("add", "README.md");
        clone.write("README.md", "changed twice");
        String before = clone.git("status", "--porcelain") + clone.refs() + clone.git("rev-parse", "HEAD");
        try (GitRepository repository = open(clone.directory())) {
            repository.fetch("main");
            String tree = repository.withFiles(first, Map.of("a", "b".getBytes(StandardCharsets.UTF_8)));
            repository.push(List.of(new RefUpdate(
                    "refs/heads/x",
                    null,
                    repository.commitTree(new CommitDraft(tree, List.of(first), "x", List.of(), null, null)))));
            assertThat(repository.sourceState().dirty()).isTrue();
        }
        assertThat(clone.git("status", "--porcelain") + clone.refs() + clone.git("rev-parse", "HEAD"))
                .isEqualTo(before);
    }

    @Test
    void seesADetachedHead() throws Exception {
        TestRepository clone = origin.cloneTo(temporary.resolve("clone"));
        clone.git("checkout", "--quiet", "--detach");
        try (GitRepository repository = open(clone.directory())) {
            assertThat(repository.sourceState()).isEqualTo(new SourceState(false, true, false, null));
        }
    }

    @Test
    void worksWithAUrlAlone() throws Exception {
        String url = origin.directory().toUri().toString();
        try (GitRepository repository =
                GitRepository.open(TestRepository.git(), temporary.resolve("scratch"), null, url)) {
            repository.fetch("main", "refs/tags/*");
            assertThat(repository.commits(first, second, 10))
                    .extracting(Commit::subject)
                    .containsExactly("Second");
            assertThat(repository.tag("v1.0").orElseThrow().trailers())
                    .containsExactly(new Trailer("Hotfix-Id", "HOTFIX-1"));
        }
    }

    @Test
    void opensAgainWhatItMade() throws Exception {
        try (GitRepository repository = open(origin.directory())) {
            repository.fetch("main");
        }
        try (GitRepository repository = open(origin.directory())) {
            assertThat(repository.branch("main")).contains(second);
        }
    }

    @Test
    void goesOnWhereTheCloneWasMadeAnewWithoutWhatIsGone() throws Exception {
        origin.commit("fix/old", "Old", Map.of("old.txt", "old\n"));
        TestRepository clone = origin.cloneTo(temporary.resolve("clone"));
        try (GitRepository repository = open(clone.directory())) {
            repository.fetch("main", "fix/old", "refs/tags/*");
            repository.checkout(repository.branch("fix/old").orElseThrow(), Checkout.Scope.ALL, List.of());
        }
        origin.git("branch", "-D", "fix/old");
        origin.git("gc", "--quiet", "--prune=now");
        Files.move(clone.directory(), temporary.resolve("gone"));
        origin.cloneTo(clone.directory(), "--no-local");

        String third = origin.commit("main", "Third", Map.of("new.txt", "new\n"));
        try (GitRepository repository = open(clone.directory())) {
            repository.fetch("main");
            assertThat(repository.branch("main")).contains(third);
            assertThat(repository.branch("fix/old")).isEmpty();
            Checkout checkout = repository.checkout(third, Checkout.Scope.ALL, List.of());
            assertThat(checkout.directory().resolve("new.txt")).exists();
        }
    }

    @Test
    void aCloneThatBecameShallowLendsNothingAnyMore() throws Exception {
        TestRepository clone = origin.cloneTo(temporary.resolve("clone"));
        try (GitRepository repository = open(clone.directory())) {
            repository.fetch("main", "refs/tags/*");
        }
        Files.move(clone.directory(), temporary.resolve("gone"));
        origin.git(
                "clone",
                "--quiet",
                "--depth=1",
                "file://" + origin.directory(),
                clone.directory().toString());

        try (GitRepository repository = open(clone.directory())) {
            repository.fetch("main", "refs/tags/*");
            assertThat(repository.version(second)).contains("v1.0");
            assertThat(repository.isAncestor(first, second)).isTrue();
        }
    }

    @Test
    void saysThatADirectoryIsMissing() {
        assertThatThrownBy(() -> open(temporary.resolve("nowhere")))
                .isInstanceOf(GitException.class)
                .hasMessageContaining("There is no directory")
                .hasMessageContaining("nowhere");
    }

    @Test
    void saysThatADirectoryIsNoRepository() throws Exception {
        Path plain = Files.createDirectory(temporary.resolve("plain"));
        assertThatThrownBy(() -> open(plain))
                .isInstanceOf(GitException.class)
                .hasMessageContaining("is not a git repository");
    }

    @Test
    void saysThatARemoteIsEmpty() throws Exception {
        TestRepository empty = TestRepository.bare(temporary.resolve("empty.git"));
        try (GitRepository repository = open(empty.directory())) {
            assertThatThrownBy(() -> repository.fetch("main")).hasMessageContaining("has no branches yet");
        }
    }

    @Test
    void namesTheBranchesWhenOneIsMissing() throws Exception {
        try (GitRepository repository = open(origin.directory())) {
            assertThatThrownBy(() -> repository.fetch("production"))
                    .hasMessageContaining("no branch production")
                    .hasMessageContaining("main");
        }
    }

    @Test
    void aGitThatWasKilledLeavesNothingLocked() throws Exception {
        String url = origin.directory().toUri().toString();
        Path scratch = temporary.resolve("scratch");
        Path workshop;
        try (GitRepository repository = GitRepository.open(TestRepository.git(), scratch, null, url)) {
            repository.fetch("main");
            workshop = repository.directory();
        }
        origin.commit("main", "Third", Map.of("third", "3\n"));
        for (String locked : List.of("shallow.lock", "packed-refs.lock", "refs/remotes/origin/main.lock")) {
            Files.createFile(workshop.resolve(locked));
        }
        try (GitRepository repository = GitRepository.open(TestRepository.git(), scratch, null, url)) {
            repository.fetch("main");
            assertThat(repository.branch("main")).contains(origin.id("main"));
        }
    }

    @Test
    void refusesAUrlThatWouldRunACommand() {
        for (String url : List.of("ext::sh -c touch% /tmp/x", "--upload-pack=touch", "")) {
            assertThatThrownBy(() -> GitRepository.open(TestRepository.git(), temporary.resolve("scratch"), null, url))
                    .hasMessageContaining("is not a URL");
        }
    }

    @Test
    void findsWhatAPersonMeans() throws Exception {
        TestRepository clone = origin.cloneTo(temporary.resolve("clone"));
        clone.git("checkout", "--quiet", "-b", "local-fix");
        String local = clone.commitAll("Only here");
        try (GitRepository repository = open(clone.directory())) {
            repository.fetch("main", "refs/tags/*");
            assertThat(repository.resolve("main")).contains(second);
            assertThat(repository.resolve("v1.0")).contains(first);
            assertThat(repository.resolve(first)).contains(first);
            assertThat(repository.resolve(first.substring(0, 10))).contains(first);
            assertThat(repository.resolve("main~1")).contains(first);
            assertThat(repository.resolve("local-fix")).contains(local);
        }
    }

    @Test
    void findsALocalBranchOfAShallowClone() throws Exception {
        TestRepository clone = origin.cloneTo(temporary.resolve("shallow"), "--depth=1", "--no-local");
        clone.git("checkout", "--quiet", "-b", "local-fix");
        String local = clone.commitAll("Only here");
        try (GitRepository repository = open(clone.directory())) {
            repository.fetch("main");
            assertThat(repository.resolve("local-fix")).contains(local);
            assertThat(repository.commits(second, local, 10))
                    .extracting(Commit::id)
                    .containsExactly(local);
        }
    }

    @Test
    void findsATagThatOnlyTheCloneHas() throws Exception {
        TestRepository clone = origin.cloneTo(temporary.resolve("shallow"), "--depth=1", "--no-local");
        clone.git("checkout", "--quiet", "--detach");
        String local = clone.commitAll("Only here");
        clone.git("tag", "-a", "-m", "Mine", "only-here");
        try (GitRepository repository = open(clone.directory())) {
            repository.fetch("main");
            assertThat(repository.resolve("only-here")).contains(local);
            assertThat(repository.commit(local)).isPresent();
            assertThat(repository.resolve("nowhere")).isEmpty();
        }
    }

    @Test
    void findsAnIdThatWasNotFetchedYet() throws Exception {
        String other = origin.branch("other", "main").commit("other", "Other", Map.of("b", "1"));
        origin.git("config", "uploadpack.allowReachableSHA1InWant", "true");
        String url = origin.directory().toUri().toString();
        try (GitRepository repository =
                GitRepository.open(TestRepository.git(), temporary.resolve("scratch"), null, url)) {
            repository.fetch("main");
            assertThat(repository.resolve(other)).contains(other);
            assertThat(repository.resolve("0".repeat(39) + "1")).isEmpty();
        }
    }

    @Test
    void findsNothingInHostileNames() throws Exception {
        try (GitRepository repository = open(origin.directory())) {
            repository.fetch("main");
            for (String typed : List.of(
                    "",
                    "--upload-pack=touch /tmp/x",
                    "$(touch /tmp/x)",
                    "main\nmain",
                    "main main",
                    "\u202Eniam",
                    "main:README.md",
                    "@{-1}",
                    ":/Second",
                    "main^{/Second}")) {
                assertThat(repository.resolve(typed)).as(typed).isEmpty();
                assertThat(repository.branch(typed)).as(typed).isEmpty();
                assertThat(repository.tag(typed)).as(typed).isEmpty();
            }
        }
    }

    @Test
    void readsCommitsWithTheirTrailers() throws Exception {
        try (GitRepository repository = open(origin.directory())) {
            repository.fetch("main");
            Commit commit = repository.commit(second).orElseThrow();
            assertThat(commit.subject()).isEqualTo("Second");
            assertThat(commit.body()).startsWith("Why it is.");
            assertThat(commit.parents()).containsExactly(first);
            assertThat(commit.author()).isEqualTo(new Person("Ada Lovelace", "ada@example.org"));
            assertThat(commit.trailers())
                    .containsExactly(new Trailer("Ticket", "A-1"), new Trailer("Signed-off-by", "A <a@b>"));
            assertThat(commit.trailer("ticket")).contains("A-1");
        }
    }

    @Test
    void readsWhatChanged() throws Exception {
        String third = origin.commit(
                "main",
                "Third",
                Map.of("new\nname.txt", "1\n2\n", "bin", "\0\1\2", "src/app/Main.java", "class Main {\n}\n"));
        Map<String, String> deletion = new HashMap<>();
        deletion.put("README.md", null);
        String fourth = origin.commit("main", "Fourth", deletion);
        try (GitRepository repository = open(origin.directory())) {
            repository.fetch("main");
            assertThat(repository.changes(second, fourth))
                    .containsExactlyInAnyOrder(
                            new FileChange("new\nname.txt", 2, 0, false, FileChange.Status.ADDED),
                            new FileChange("bin", 0, 0, true, FileChange.Status.ADDED),
                            new FileChange("src/app/Main.java", 2, 1, false, FileChange.Status.MODIFIED),
                            new FileChange("README.md", 0, 1, false, FileChange.Status.DELETED));
            assertThat(repository.files(third, "")).contains("new\nname.txt", "README.md");
            assertThat(repository.files(third, "src")).containsExactly("src/app/Main.java");
            assertThat(repository.file(third, "README.md")).contains("Hello\n".getBytes(StandardCharsets.UTF_8));
            assertThat(repository.file(third, "src")).isEmpty();
            assertThat(repository.file(third, "nowhere/at/all")).isEmpty();
        }
    }

    @Test
    void findsTheSameChangeOfMoreFilesThanACommandLineHolds() throws Exception {
        origin.branch("develop", "main");
        String fix = origin.commit("main", "Fix", Map.of("a", "fixed\n"));
        origin.commit("develop", "Next", Map.of("next", "1\n"));
        String copy = origin.commit("develop", "Fix once more", Map.of("a", "fixed\n"));
        List<String> paths = IntStream.range(0, 100_000)
                .mapToObj(n -> "a/directory/with/a/long/name/file" + n)
                .toList();
        try (GitRepository repository = open(origin.directory())) {
            repository.fetch("main", "develop");
            assertThat(repository.history().samePatch(copy, fix, paths)).contains(copy);
        }
    }

    @Test
    void knowsWhoContainsWhom() throws Exception {
        try (GitRepository repository = open(origin.directory())) {
            repository.fetch("main", "refs/tags/*");
            assertThat(repository.isAncestor(first, second)).isTrue();
            assertThat(repository.isAncestor(second, first)).isFalse();
            assertThat(repository.mergeBase(first, second)).contains(first);
            assertThat(repository.tagsContaining(first)).containsExactly("v1.0");
            assertThat(repository.tagsContaining(second)).isEmpty();
        }
    }

    @Test
    void writesFilesIntoATreeAsGitDoes() throws Exception {
        TestRepository clone = origin.cloneTo(temporary.resolve("clone"));
        clone.write("docs/a/b.md", "deep\n").write("docs.txt", "beside\n").write("README.md", "new\n");
        String byGit = clone.commitAll("By git");
        try (GitRepository repository = open(origin.directory())) {
            repository.fetch("main");
            String tree = repository.withFiles(
                    second,
                    Map.of(
                            "docs/a/b.md", "deep\n".getBytes(StandardCharsets.UTF_8),
                            "docs.txt", "beside\n".getBytes(StandardCharsets.UTF_8),
                            "README.md", "new\n".getBytes(StandardCharsets.UTF_8)));
            assertThat(tree).isEqualTo(clone.id(byGit + "^{tree}"));
        }
    }

    @Test
    void writesNoFileOutsideTheTree() throws Exception {
        try (GitRepository repository = open(origin.directory())) {
            repository.fetch("main");
            for (String path : List.of("../x", "/x", "a//b", "a/.git/config", "", "a/./b")) {
                assertThatThrownBy(() -> repository.withFiles(second, Map.of(path, new byte[0])))
                        .hasMessageContaining("cannot be the path");
            }
        }
    }

    @Test
    void commitsAndTagsAreValidObjects() throws Exception {
        try (GitRepository repository = open(origin.directory())) {
            repository.fetch("main");
            String commit = repository.commitTree(new CommitDraft(
                    repository.commit(second).orElseThrow().tree(),
                    List.of(second, first),
                    "Größe\n\nBody",
                    List.of(new Trailer("Hotfix-Id", "X\nEvil: yes")),
                    new Person("Mallory\n<evil>", "m@x>"),
                    null));
            String tag =
                    repository.tagObject(new TagDraft("v2", commit, "Two", List.of(new Trailer("Hotfix-Id", "X"))));
            assertThat(repository.push(List.of(
                            new RefUpdate("refs/heads/main", second, commit),
                            new RefUpdate("refs/tags/v2", null, tag))))
                    .matches(PushResult::ok);
            origin.git("fsck", "--strict");
            assertThat(origin.git("log", "-1", "--format=%(trailers)", "main").strip())
                    .isEqualTo("Hotfix-Id: X Evil: yes");
            assertThat(origin.git("cat-file", "-t", "v2")).isEqualTo("tag");
            assertThat(origin.git("log", "-1", "--format=%cn <%ce>", "main"))
                    .isEqualTo("Ada Lovelace <ada@example.org>");
        }
    }

    @Test
    void withoutAnIdentityTheCommitterIsHotfix() throws Exception {
        String url = origin.directory().toString();
        try (GitRepository repository =
                GitRepository.open(TestRepository.git(), temporary.resolve("scratch"), null, url)) {
            repository.fetch("main");
            String commit = repository.commitTree(new CommitDraft(
                    repository.commit(second).orElseThrow().tree(), List.of(), "x", List.of(), null, null));
            assertThat(repository.commit(commit).orElseThrow().committer())
                    .isEqualTo(new Person("Hotfix", "hotfix@localhost"));
        }
    }
}
