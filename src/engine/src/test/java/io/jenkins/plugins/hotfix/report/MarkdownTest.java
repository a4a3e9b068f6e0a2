package io.jenkins.plugins.hotfix.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkdownTest {
    private final Markdown markdown = new Markdown();

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '"',
            value = {
                "[a](b) \\[a\\](b)",
                "<b> \\<b\\>",
                "&amp; \\&amp;",
                "a|b a\\|b",
                "`x` \\`x\\`",
                "*x* \\*x\\*",
                "_x_ \\_x\\_",
                "snake_case snake_case",
                "https://evil.example https\\://evil.example",
                "www.evil.example www\\.evil.example",
                "@everyone \\@everyone",
                "#1 \\#1",
                "1. 1\\.",
                "0.23 0.23",
                "-x \\-x",
                "$x$ \\$x\\$",
                "a\\b a\\\\b",
                "12:30 12:30",
            })
    void whatWouldBeMarkupIsText(String raw, String escaped) {
        assertThat(markdown.escape(raw)).isEqualTo(escaped);
    }

    @Test
    void aTextOfManyLinesStaysInItsCell() {
        assertThat(markdown.escape("a\r\nb\n\n# c")).isEqualTo("a<br>b<br><br>\\# c");
    }

    @Test
    void aFenceIsLongerThanAnyInTheCode() {
        assertThat(Markdown.fence("no ticks")).isEqualTo("```");
        assertThat(Markdown.fence("a ```` b")).isEqualTo("`````");
    }
}
