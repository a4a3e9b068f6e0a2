package io.jenkins.plugins.hotfix.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class MaskingTest {
    private static final String PLAIN = "hunter2-of-production";
    private static final String HOSTILE = "p'ä\"s$ \\w/ö<r>d&+=%?~*(x)";

    static List<String> secrets() {
        return List.of(PLAIN, HOSTILE, "short7", "a'b\"c", "ÿÿÿÿ>>>???", "日本語のパスワード");
    }

    /** What other text may leave of itself, with its padding. */
    private static int around(String text) {
        return text.isEmpty() ? 0 : (4 * text.length() + 2) / 3 + 3;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void isMaskedInBase64WhereverItStands(String secret) {
        Masking masking = Masking.of(List.of(secret));
        for (String before : List.of("", "u", "us", "user:", "x-access-token:")) {
            for (String after : List.of("", "@", "@h", "@host")) {
                byte[] text = bytes(before + secret + after);
                for (Base64.Encoder encoder : List.of(
                        Base64.getEncoder(),
                        Base64.getEncoder().withoutPadding(),
                        Base64.getUrlEncoder(),
                        Base64.getUrlEncoder().withoutPadding())) {
                    String encoded = encoder.encodeToString(text);
                    String masked = masking.mask("Authorization: Basic " + encoded + "\n");
                    assertThat(masked)
                            .startsWith("Authorization: Basic ")
                            .endsWith("\n")
                            .contains("****");
                    assertThat(masked.replace("****", "").length())
                            .as("what is left of " + encoded + ": " + masked)
                            .isLessThanOrEqualTo("Authorization: Basic \n".length() + around(before) + around(after));
                }
            }
        }
    }

    @Test
    void isMaskedInBase64ThatIsBrokenIntoLines() {
        String token =
                "github_pat_11ABCDEFG0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789abc";
        String wrapped = Base64.getMimeEncoder().encodeToString(bytes("x-access-token:" + token));
        assertThat(wrapped.lines()).hasSizeGreaterThan(1);
        Masking masking = Masking.of(List.of(token));
        assertThat(wrapped.lines().map(masking::mask))
                .allSatisfy(line -> assertThat(line).contains("****").hasSizeLessThan(30));
    }

    @Test
    void otherBase64IsLeftAlone() {
        String other =
                Base64.getEncoder().encodeToString(bytes("nothing that anybody would hide, and a long text of it"));
        Masking masking = Masking.of(secrets());
        assertThat(masking.mask(other)).isSameAs(other);
        String path = "src/main/java/io/jenkins/plugins/hotfix/command/Masking.java 9f86d081884c7d659a2feaa0c55ad015";
        assertThat(masking.mask(path)).isSameAs(path);
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void isMaskedAsUrlsWriteIt(String secret) {
        String form = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        String path = form.replace("+", "%20");
        Masking masking = Masking.of(List.of(secret));
        for (String encoded : List.of(form, path, path.replace("%7E", "~").replace("*", "%2A"))) {
            assertThat(masking.mask("https://me:" + encoded + "@host/")).isEqualTo("https://me:****@host/");
        }
    }

    @Test
    void isMaskedWithHexadecimalDigitsInLowerCase() {
        assertThat(Masking.of(List.of("a/b=c+d")).mask("x=a%2fb%3dc%2bd&y")).isEqualTo("x=****&y");
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void isMaskedAsJsonWritesIt(String secret) {
        Masking masking = Masking.of(List.of(secret));
        String escaped = secret.replace("\\", "\\\\").replace("\"", "\\\"");
        StringBuilder ascii = new StringBuilder();
        escaped.chars().forEach(c -> ascii.append(c < 128 ? Character.toString(c) : String.format("\\u%04x", c)));
        for (String json : List.of(escaped, escaped.replace("/", "\\/"), ascii.toString())) {
            assertThat(masking.mask("{\"password\":\"" + json + "\"}")).isEqualTo("{\"password\":\"****\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh", "bash", "dash"})
    void isMaskedAsShellsShowTheirCommands(String shell, @TempDir Path directory) throws Exception {
        List<String> output = Collections.synchronizedList(new ArrayList<>());
        PlainCommand.Result ran = new PlainCommand(
                        "command -v " + shell + " > /dev/null || exit 0; " + shell
                                + " -xc ': \"$SECRET\"; echo \"$SECRET\"'",
                        directory,
                        Map.of("SECRET", "it's $5 \"or\" more", "LC_ALL", "C"),
                        Set.of("it's $5 \"or\" more"),
                        Duration.ofSeconds(20))
                .run(output::add);
        assertThat(ran.succeeded()).isTrue();
        assertThat(output).noneMatch(line -> line.contains("$5")).noneMatch(line -> line.contains("more"));
    }

    @Test
    void isMaskedAsPrintfQuotesIt() throws IOException, InterruptedException {
        String secret = "it's $5 \"or\" more\\less";
        Process bash = new ProcessBuilder("bash", "-c", "printf %q \"$1\"", "-", secret).start();
        String quoted = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).isZero();
        assertThat(Masking.of(List.of(secret)).mask(quoted)).isEqualTo("****");
        assertThat(Masking.of(List.of(secret)).mask(ShellWord.of(secret))).isEqualTo("'****'");
    }

    @Test
    void isMaskedInUpperCase() {
        assertThat(Masking.of(List.of(PLAIN)).mask("user HUNTER2-OF-PRODUCTION failed"))
                .isEqualTo("user **** failed");
    }

    @Test
    void secretsThatOverlapAreHiddenAsOne() {
        Masking masking = Masking.of(List.of("abcdef", "defghi", "cde"));
        assertThat(masking.mask("-abcdefghi-abcdef-defghi-cde-")).isEqualTo("-****-****-****-****-");
        assertThat(masking.mask("abcdefabcdef")).isEqualTo("********");
    }

    @Test
    void aShortSecretHidesSomethingOnlyIfItIsNamed() {
        assertThat(Masking.of(List.of(), List.of("abc")).mask("an abc")).isEqualTo("an abc");
        assertThat(Masking.of(List.of("abc")).mask("an abc, YWJj")).isEqualTo("an ****, ****");
        assertThat(Masking.of(List.of("", " "), List.of("")).isEmpty()).isTrue();
    }

    @Test
    void linesOfASecretThatAreNoSecretByThemselvesStay() {
        Masking masking = Masking.of(List.of("{\n  \"key\": \"0123456789\"\n}\n"));
        assertThat(masking.mask("if (x) { y } // \"key\": \"0123456789\"")).isEqualTo("if (x) { y } // ****");
    }

    @Test
    void aTextWithoutSecretsIsGivenBackAsItIs() {
        String text = "nothing to hide";
        assertThat(Masking.of(secrets()).mask(text)).isSameAs(text);
        assertThat(Masking.of(List.of()).mask(text)).isSameAs(text);
    }

    /** Each character is a beginning of the secret that fails at its last one: what compares at each place takes hours. */
    @Test
    void aTextThatIsNearlyTheSecretEverywhereTakesNoLonger() {
        Masking masking = Masking.of(List.of("a".repeat(4000) + "b", "a".repeat(3000) + "c"));
        String text = "a".repeat(8 << 20);
        assertThat(masking.mask(text)).isEqualTo(masking.mask(text));
        assertThat(masking.mask(text + "b")).endsWith("****").hasSize(text.length() - 4000 + 4);
    }
}
