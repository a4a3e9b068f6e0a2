package io.jenkins.plugins.hotfix.git.object;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlugTest {
    @ParameterizedTest
    @CsvSource({
        "Checkout fails for all users, checkout-fails-for-all-users",
        "Größe überprüfen — Straße!, grosse-uberprufen-strasse",
        "'Don''t  panic', dont-panic",
        "--upload-pack=x, upload-pack-x",
        "../../etc/passwd, etc-passwd",
        "NullPointerException in OrderService.place() at line 42, nullpointerexception-in-orderservice",
        "ﬁx №1, fix-no1"
    })
    void isReadable(String title, String slug) {
        assertThat(Slug.of(title)).isEqualTo(slug);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\n", "日本語", "$()", "\u202E"})
    void isNeverEmpty(String title) {
        assertThat(Slug.of(title)).isEqualTo("hotfix");
    }

    @Test
    void isShort() {
        assertThat(Slug.of("a".repeat(100_000))).hasSize(40);
        assertThat(Slug.of("word ".repeat(20_000))).hasSizeLessThanOrEqualTo(40).doesNotEndWith("-");
        assertThat(RefNames.isValid("hotfix/" + Slug.of("x.lock ".repeat(9)))).isTrue();
    }
}
