package io.jenkins.plugins.hotfix.git.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.git.TestRepository;
import io.jenkins.plugins.hotfix.git.object.CommitDraft;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckoutTest {
    @TempDir
    Path temporary;

    TestRepository origin;
    GitRepository repository;
    String first;
    String second;

    @BeforeEach
    void twoCommits() throws Exception {
        origin = TestRepository.bare(temporary.resolve("origin.git"));
        first = origin.commit("main", "First", Map.of("pom.xml", "1", "a/x/One", "1", "a/y/Two", "1", "b/Three", "1"));
        second = origin.commit("main", "Second", Map.of("a/x/One", "2", "c/Four", "2"));
        repository = GitRepository.open(TestRepository.git(), temporary.resolve("scratch"), origin.directory(), null);
        repository.fetch("main");
    }

    @AfterEach
    void close() {
        repository.close();
    }

    @Test
    void hasAllFilesOfTheCommit() throws Exception {
        Checkout checkout = repository.checkout(first, Checkout.Scope.ALL, List.of());
        assertThat(checkout.directory().resolve("a/x/One")).hasContent("1");
        assertThat(checkout.directory().resolve("c")).doesNotExist();
    }

    @Test
    void switchesToAnotherCommitAndRemovesWhatCommandsLeft() throws Exception {
        Path directory =
                repository.checkout(first, Checkout.Scope.ALL, List.of()).directory();
        Files.writeString(directory.resolve("a/x/One"), "changed");
        Files.createDirectories(directory.resolve("target"));
        Files.writeString(directory.resolve("target/left"), "over");
        Checkout checkout = repository.checkout(second, Checkout.Scope.ALL, List.of());
        assertThat(checkout.directory()).isEqualTo(directory);
        assertThat(directory.resolve("a/x/One")).hasContent("2");
        assertThat(directory.resolve("target")).doesNotExist();
    }

    @Test
    void narrowsToTheDirectoriesThatChangedAndWidensAgain() throws Exception {
        Path directory = repository
                .checkout(second, Checkout.Scope.CHANGED, List.of("a/x/One", "pom.xml"))
                .directory();
        assertThat(directory.resolve("pom.xml")).exists();
        assertThat(directory.resolve("a/x/One")).exists();
        assertThat(directory.resolve("a/y")).doesNotExist();
        assertThat(directory.resolve("b")).doesNotExist();
        repository.checkout(first, Checkout.Scope.ALL, List.of());
        assertThat(directory.resolve("b/Three")).exists();
        assertThat(directory.resolve("a/y/Two")).exists();
    }

    @Test
    void takesStrangeDirectoryNames() throws Exception {
        String third =
                origin.commit("main", "Third", Map.of("we ird \"*\"[\\/file", "3", "#/file", "3", "!no/file", "3"));
        repository.fetch("main");
        Path directory = repository
                .checkout(third, Checkout.Scope.CHANGED, List.of("we ird \"*\"[\\/file", "#/file", "!no/file"))
                .directory();
        assertThat(directory.resolve("we ird \"*\"[\\/file")).exists();
        assertThat(directory.resolve("#/file")).exists();
        assertThat(directory.resolve("!no/file")).exists();
        assertThat(directory.resolve("b")).doesNotExist();
    }

    @Test
    void hasAllFilesWhereADirectoryCannotBeNamed() throws Exception {
        String third = origin.commit("main", "Third", Map.of("two\nlines/file", "3"));
        repository.fetch("main");
        Checkout checkout = repository.checkout(third, Checkout.Scope.CHANGED, List.of("two\nlines/file"));
        assertThat(checkout.scope()).isEqualTo(Checkout.Scope.ALL);
        assertThat(checkout.directory().resolve("two\nlines/file")).exists();
    }

    @Test
    void canBeEmpty() throws Exception {
        assertThat(repository.checkout(first, Checkout.Scope.NONE, List.of()).directory())
                .isEmptyDirectory();
    }

    @Test
    void canBeOfACommitThatNoRefHolds() throws Exception {
        String commit = repository.commitTree(new CommitDraft(
                repository.withFiles(second, Map.of("new", new byte[] {'1'})),
                List.of(second),
                "x",
                List.of(),
                null,
                null));
        assertThat(repository
                        .checkout(commit, Checkout.Scope.ALL, List.of())
                        .directory()
                        .resolve("new"))
                .hasContent("1");
    }
}
