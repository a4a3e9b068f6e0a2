package io.jenkins.plugins.hotfix.git.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.hotfix.git.TestRepository;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefNamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"main", "hotfix/20260101-fix", "release/1.x", "v1.0.0-rc.1", "größe", "a@b", "feature/#12"})
    void takesWhatGitTakes(String name, @TempDir Path directory) {
        assertThat(RefNames.branch(name)).isEqualTo(name);
        assertThat(TestRepository.bare(directory).status("check-ref-format", "--branch", name))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "--upload-pack=touch /tmp/x",
                "a b",
                "a..b",
                "a~1",
                "a^",
                "a:b",
                "a?",
                "a*",
                "a[b",
                "a\\b",
                "/a",
                "a/",
                "a//b",
                ".a",
                "a/.b",
                "a.lock",
                "a.lock/b",
                "a.",
                "@",
                "a@{1}",
                "a\nb",
                "a\tb",
                "a\u0000b",
                "HEAD"
            })
    void refusesWhatGitRefuses(String name) {
        assertThat(RefNames.isValid(name)).isFalse();
        assertThatThrownBy(() -> RefNames.branch(name)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RefNames.tag(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"main\u202Egnp", "ma\u200Bin", "a\u2028b", "a\u00A0b", "a\uFEFF"})
    void refusesWhatDeceivesItsReader(String name) {
        assertThatThrownBy(() -> RefNames.branch(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("\\p{ASCII}*[ ]?\\p{ASCII}*|.*\u00A0.*");
    }

    @Test
    void takesTheFullName() {
        assertThat(RefNames.branch("refs/heads/main")).isEqualTo("main");
        assertThat(RefNames.tag("refs/tags/v1")).isEqualTo("v1");
    }

    @Test
    void aShellNeverSeesTheName() {
        assertThat(RefNames.branch("$(touch)")).isEqualTo("$(touch)");
    }
}
