package io.jenkins.plugins.hotfix.git.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.git.TestRepository;
import io.jenkins.plugins.hotfix.git.command.Git;
import io.jenkins.plugins.hotfix.git.merge.MergeResult;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Attributes that bear on a merge cost a process for each; those that do not must cost none. */
class IdleAttributesTest {
    private static final String LINES = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";

    @TempDir
    Path temporary;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    # what is left as binary is not touched | 0
                    /.yarn/plugins/** binary                | 0
                    *.gif binary                            | 0
                    docs/* merge=union                      | 1
                    src/** merge=union                      | 0
                    /docs/** merge=union                    | 1
                    """)
    void aProcessOnlyForWhatMayApply(String line, int more) throws Exception {
        TestRepository source = TestRepository.init(temporary.resolve("source"));
        source.commit("main", "Base", Map.of("docs/a", LINES, ".gitattributes", line + "\n"));
        String ours = source.branch("ours", "main").commit("ours", "Ours", Map.of("docs/a", "0\n" + LINES));
        String theirs = source.branch("theirs", "main").commit("theirs", "Theirs", Map.of("docs/a", LINES + "10\n"));
        Git git = TestRepository.git();
        try (GitRepository repository =
                GitRepository.open(git, temporary.resolve("scratch"), source.directory(), null)) {
            repository.pick(ours, ours, null);
            long before = git.spent().processes();
            assertThat(repository.pick(ours, theirs, null).status()).isEqualTo(MergeResult.Status.CLEAN);
            assertThat(git.spent().processes() - before).isEqualTo(more);
        }
    }
}
