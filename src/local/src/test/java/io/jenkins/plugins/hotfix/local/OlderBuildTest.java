package io.jenkins.plugins.hotfix.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.incident.Fact.Configured;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.Status;
import io.jenkins.plugins.hotfix.local.archive.Archive;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Logs and documents as the build of commit bc8391f wrote them, before commands had intents and settings were on record:
 * one incident that was finished, one that stopped at its first gate.
 */
class OlderBuildTest {
    private static final String FINISHED = "HOTFIX-20261128-discounted-baskets-cost-nothing";
    private static final String STOPPED = "HOTFIX-20261128-receipts-are-empty";

    @TempDir
    Path directory;

    private Archive archive;

    @BeforeEach
    void copy() throws IOException, URISyntaxException {
        Path older = Path.of(Objects.requireNonNull(OlderBuildTest.class.getResource("archive-of-an-older-build"))
                .toURI());
        try (Stream<Path> files = Files.walk(older)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path to = directory.resolve(older.relativize(file).toString());
                if (!Files.isDirectory(to)) {
                    Files.copy(file, to);
                }
            }
        }
        archive = new Archive(directory);
    }

    private Called with(String... arguments) {
        return Called.with(Stream.concat(Stream.of(arguments), Stream.of("--archive", directory.toString()))
                .toArray(String[]::new));
    }

    @Test
    void itsIncidentsAreListedAndShown() throws Exception {
        assertThat(with("list").out()).contains(FINISHED, "resolved", STOPPED, "declared");
        assertThat(with("show", FINISHED).out())
                .contains("Tag       hotfix-20261128-1303 on main", "separation-of-duties set aside by robin")
                .contains("Picked to develop");
        assertThat(with("show", STOPPED).out()).contains("Receipts are empty");
    }

    @Test
    void itsLogAndDocumentsAreStillFoundAsTheyWereWritten() throws Exception {
        Called audit = with("audit", "verify", FINISHED);

        assertThat(audit.status()).as(audit.out() + audit.err()).isZero();
    }

    @Test
    void whatItDidNotRecordIsNotMadeUp() throws Exception {
        Incident finished = archive.read(FINISHED);

        assertThat(finished.status()).isEqualTo(Status.RESOLVED);
        assertThat(finished.latest(Configured.class)).isEmpty();
        assertThat(finished.openCommands()).isEmpty();
        assertThat(finished.unknown()).isEmpty();
    }

    @Test
    void whatItLeftOpenCanBeAbandoned() throws Exception {
        Called abandoned = with("abandon", STOPPED, "--reason", "The receipts are fine");

        assertThat(archive.read(STOPPED).status())
                .as(abandoned.out() + abandoned.err())
                .isEqualTo(Status.ABANDONED);
        assertThat(with("audit", "verify", STOPPED).status()).isZero();
    }
}
