package io.jenkins.plugins.hotfix.local.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryPlaceTest {

    @Test
    void aDirectoryIsTakenAsOne(@TempDir Path directory) {
        assertThat(RepositoryPlace.named(directory.toString())).contains(new RepositoryPlace(directory, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.com/a.git", "ssh://git@example.com/a", "git@example.com:a/b.git"})
    void whatHasTheFormOfAUrlIsTakenAsOne(String url) {
        assertThat(RepositoryPlace.named(url)).contains(new RepositoryPlace(null, url));
    }

    @ParameterizedTest
    @ValueSource(strings = {"no/such/place", "", "two words", "a\0b"})
    void anythingElseIsNeither(String name) {
        assertThat(RepositoryPlace.named(name)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://ada:secret@example.com/a.git, https://ada@example.com/a.git",
        "https://:secret@example.com/a.git, https://@example.com/a.git",
        "https://ada@example.com/a.git, https://ada@example.com/a.git",
    })
    void aPasswordIsNeitherShownNorKept(String url, String shown) {
        assertThat(new RepositoryPlace(null, url)).hasToString(shown);
    }
}
