package io.jenkins.plugins.hotfix.git.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.git.TestRepository;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlSecretsTest {
    private static final String TOKEN = "ghp_0123456789abcdefABCDEF";

    @ParameterizedTest
    @CsvSource({
        "https://ann:hunter2@host/x.git, hunter2",
        "HTTPS://ann:hunter2@host:8443/x.git?y=z, hunter2",
        "ssh://ann:hunter2@host/x, hunter2",
        "https://:hunter2@host/x, hunter2",
        "https://x-access-token:" + TOKEN + "@host/x, " + TOKEN,
        "https://" + TOKEN + "@host/x, " + TOKEN,
        "https://" + TOKEN + ":@host/x, " + TOKEN,
        "https://" + TOKEN + ":x-oauth-basic@host/x, " + TOKEN,
        "https://short:@host/x, short",
        "ftp://ann:hunter2@host/x, hunter2",
        "https://host/x?private_token=hunter2&y=1, hunter2",
    })
    void whatLetsOneInIsASecret(String url, String secret) {
        assertThat(UrlSecrets.of(url)).containsExactly(secret);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://host/x.git",
                "https://ann@host/x.git",
                "https://ann.a.very.long.name@host/x.git",
                "https://ann2000-of-sales%40example.org@host/x.git",
                "https://host:8443/user@example.org/x.git",
                "https://[::1]:8443/a@b",
                "git@host:team/x.git",
                "ssh://git-0123456789abcdef@host:22/x.git",
                "/srv/git/a:b@c.git",
                "../x",
                "file:///srv/x@y:z",
                "",
            })
    void whatIsNoneIsNot(String url) {
        assertThat(UrlSecrets.of(url)).isEmpty();
    }

    @Test
    void anEncodedOneIsASecretInBothForms() {
        assertThat(UrlSecrets.of("https://ann:p%40ss%C3%A4%2fword%@host/x"))
                .containsExactly("p%40ss%C3%A4%2fword%", "p@ssä/word%");
    }

    /** They are typed like this; git sends them nowhere, but complains of the whole URL. */
    @Test
    void charactersThatShouldBeEncodedDoNotHideIt() {
        assertThat(UrlSecrets.of("https://ann:p@ss@host/x")).contains("p@ss");
        assertThat(UrlSecrets.of("https://ann:pa/ss@host/x")).contains("pa/ss");
        assertThat(UrlSecrets.of("https://ann:p#s?s@host/x")).contains("p#s?s");
    }

    @Test
    void areFoundInTheConfigurationThatReachesTheRemote(@TempDir Path temporary) throws Exception {
        String basic = Base64.getEncoder().encodeToString("me:in-header".getBytes(StandardCharsets.UTF_8));
        TestRepository origin = TestRepository.bare(temporary.resolve("origin.git"));
        origin.commit("main", "First", Map.of("a", "1"));
        TestRepository clone = origin.cloneTo(temporary.resolve("clone"));
        clone.git("config", "url.https://x:of-instead@host/.insteadOf", "https://host/");
        clone.git("config", "http.https://host/.extraHeader", "Authorization: Basic " + basic);
        clone.git("config", "--add", "http.extraHeader", "PRIVATE-TOKEN: in-other-header");
        clone.git("config", "--add", "http.extraHeader", "Authorization: Bearer of-bearer");
        clone.git("config", "--add", "http.extraHeader", "X-Trace: no-secret");
        clone.git("config", "http.proxy", "http://me:of-proxy@proxy:3128");
        clone.git("config", "credential.helper", "!f() { echo username=me; echo \"password=of-helper\"; }; f");
        clone.git("config", "remote.other.url", "https://me:of-other@host/y");
        Git git = new Git(
                "git",
                Map.of(
                        "GIT_CONFIG_GLOBAL",
                        Files.writeString(
                                        temporary.resolve("global"),
                                        "[url \"https://me:of-global@host/\"]\n\tpushInsteadOf = git://host/\n")
                                .toString(),
                        "GIT_CONFIG_NOSYSTEM",
                        "1"),
                Duration.ofMinutes(1));
        try (GitRepository repository =
                GitRepository.open(git, temporary.resolve("scratch"), clone.directory(), "https://me:of-url@host/x")) {
            assertThat(repository.secrets())
                    .containsExactlyInAnyOrder(
                            "of-instead",
                            basic,
                            "in-header",
                            "in-other-header",
                            "of-bearer",
                            "of-proxy",
                            "of-helper",
                            "of-other",
                            "of-global",
                            "of-url");
        }
    }
}
