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
    @ValueSource(strings = {"", "   ", "\n", "$()", "\u202E"})
    void isNeverEmpty(String title) {
        assertThat(Slug.of(title)).isEqualTo("hotfix");
    }

    @ParameterizedTest
    @CsvSource({"결제가 안 됩니다, hotfix", "API 오류, api", "日本語, hotfix", "Оплата не работает, hotfix"})
    void inAnotherScriptItIsMarkedByWhatItSays(String title, String start) {
        assertThat(Slug.of(title)).matches(start + "-[0-9a-f]{6}").isEqualTo(Slug.of(title));
        assertThat(Slug.of(title)).isNotEqualTo(Slug.of(title + " 2").replaceFirst("-2-", "-"));
        assertThat(RefNames.isValid("hotfix/" + Slug.of(title))).isTrue();
    }

    @Test
    void isShort() {
        assertThat(Slug.of("a".repeat(100_000))).hasSize(40);
        assertThat(Slug.of("word ".repeat(20_000))).hasSizeLessThanOrEqualTo(40).doesNotEndWith("-");
        assertThat(Slug.of("word 결제 ".repeat(20_000))).hasSizeLessThanOrEqualTo(40);
        assertThat(RefNames.isValid("hotfix/" + Slug.of("x.lock ".repeat(9)))).isTrue();
    }
}
