package io.jenkins.plugins.hotfix.documents;

import static io.jenkins.plugins.hotfix.documents.Example.ITEM;
import static io.jenkins.plugins.hotfix.documents.Example.after;
import static io.jenkins.plugins.hotfix.documents.Example.hotfix;
import static io.jenkins.plugins.hotfix.documents.Example.unfit;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangelogTest {
    private static final Changelog CHANGELOG = new Changelog();
    private static final String KEPT = """
            # Changelog

            ## [Unreleased]

            ### Added

            - A wishlist

            ## [1.4.2] - 2026-01-10

            ### Fixed

            - Prices
            - Taxes

            ## [1.4.1] - 2026-01-02

            ### Added

            - Gifts

            [unreleased]: https://example.org/shop/compare/v1.4.2...HEAD
            [1.4.2]: https://example.org/shop/compare/v1.4.1...v1.4.2
            [1.4.1]: https://example.org/shop/releases/tag/v1.4.1
            """;

    @Test
    void aReleaseGetsItsSectionAndItsLink() {
        assertThat(after(CHANGELOG, KEPT, hotfix("v1.4.3")))
                .isEqualTo(KEPT.replace(
                                "## [1.4.2]", "## [1.4.3] - 2026-01-17\n\n### Fixed\n\n- " + ITEM + "\n\n## [1.4.2]")
                        .replace("[1.4.2]: ", "[1.4.3]: https://example.org/shop/compare/v1.4.2...v1.4.3\n[1.4.2]: "));
    }

    @Test
    void anOlderLineGetsItBetweenItsNeighbours() {
        assertThat(after(CHANGELOG, KEPT.replace("1.4.2", "1.5.0"), hotfix("v1.4.3")))
                .contains("- Taxes\n\n## [1.4.3] - 2026-01-17\n\n### Fixed\n\n- " + ITEM + "\n\n## [1.4.1]");
    }

    @Test
    void aSectionThatIsThereIsContinued() {
        assertThat(after(CHANGELOG, KEPT, hotfix("1.4.2"))).isEqualTo(KEPT.replace("- Taxes", "- Taxes\n- " + ITEM));
        assertThat(after(CHANGELOG, KEPT, hotfix("1.4.1")))
                .isEqualTo(KEPT.replace("- Gifts", "- Gifts\n\n### Fixed\n\n- " + ITEM));
    }

    @Test
    void aTagThatIsNoVersionIsToldUnderUnreleased() {
        assertThat(after(CHANGELOG, KEPT, hotfix("hotfix-20260117-0312")))
                .isEqualTo(KEPT.replace("- A wishlist", "- A wishlist\n\n### Fixed\n\n- " + ITEM));
    }

    @Test
    void aMissingOneIsMadeAsKeepAChangelogHasIt() {
        String made = CHANGELOG.made(hotfix("v1.4.3"));

        assertThat(made)
                .startsWith("# Changelog\n")
                .endsWith("## [Unreleased]\n\n## [1.4.3] - 2026-01-17\n\n### Fixed\n\n- " + ITEM + "\n");
        assertThat(after(CHANGELOG, new byte[0], hotfix("v1.4.3")))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(made);
        assertThat(after(CHANGELOG, "# Change log", hotfix("v1.4.3")))
                .isEqualTo("# Change log\n\n## [1.4.3] - 2026-01-17\n\n### Fixed\n\n- " + ITEM);
    }

    @Test
    void otherFormsAreFollowed() {
        String plain =
                "Release notes\n=============\n\nv1.4.2 (10.01.2026)\n-------------------\n* Prices.\n* Taxes.\n\n\n"
                        + "v1.4.1 (02.01.2026)\n-------------------\n* Gifts.\n";
        assertThat(after(CHANGELOG, plain, hotfix("v1.4.3")))
                .isEqualTo(plain.replace(
                        "v1.4.2 (", "v1.4.3 (17.01.2026)\n-------------------\n* " + ITEM + ".\n\n\nv1.4.2 ("));

        String conventional = "# Changelog\n\n### [1.4.2](https://x/compare/v1.4.1...v1.4.2) (2026-01-10)\n\n\n"
                + "### Bug Fixes\n\n* prices ([abc](https://x/abc))\n";
        assertThat(after(CHANGELOG, conventional, hotfix("v1.4.3")))
                .isEqualTo(conventional.replace(
                        "### [1.4.2]", "### 1.4.3 (2026-01-17)\n\n### Bug Fixes\n\n* " + ITEM + "\n\n### [1.4.2]"));

        String korean = "# 변경 이력\n\n## 1.4.2 - 2026/01/10\n### 수정\n- 가격\n";
        assertThat(after(CHANGELOG, korean, hotfix("v1.4.3")))
                .isEqualTo(korean.replace("## 1.4.2", "## 1.4.3 - 2026/01/17\n### 수정\n- " + ITEM + "\n\n## 1.4.2"));
    }

    @Test
    void oldestFirstGetsItAtTheEnd() {
        String before = "# Changes\n\n## 1.4.1\n\n- Gifts\n\n## 1.4.2\n\n- Prices";

        assertThat(after(CHANGELOG, before, hotfix("v1.4.3"))).isEqualTo(before + "\n\n## 1.4.3\n\n- " + ITEM);
    }

    @Test
    void whatStandsInCodeAndCommentsIsNoRelease() {
        String before = "# Changelog\n<!--\n## 9.9.9 - 2020-01-01\n-->\n```\n## 8.8.8\n```\n\n## 1.4.2\n- Prices\n";

        assertThat(after(CHANGELOG, before, hotfix("v1.4.3")))
                .isEqualTo(before.replace("## 1.4.2", "## 1.4.3\n- " + ITEM + "\n\n## 1.4.2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void lineEndsAndEncodingAndMarkStay(String name) {
        Charset charset = Charset.forName(name);
        String before = "\uFEFF" + KEPT.replace("\n", "\r\n").replace("Prices", "가격 💶");

        String text = Example.text(after(CHANGELOG, before.getBytes(charset), hotfix("v1.4.3")), charset);

        assertThat(text.replaceAll("\\[1\\.4\\.3\\]: .*\r\n", "")
                        .replace("## [1.4.3] - 2026-01-17\r\n\r\n### Fixed\r\n\r\n- " + ITEM + "\r\n\r\n", ""))
                .isEqualTo(before);
    }

    @Test
    void bytesThatAreNoUtf8Stay() {
        byte[] before = KEPT.replace("Prices", "Stra\u00dfe \u0080").getBytes(StandardCharsets.ISO_8859_1);

        assertThat(Example.text(after(CHANGELOG, before, hotfix("v1.4.3")), StandardCharsets.ISO_8859_1))
                .contains("Stra\u00dfe \u0080", "- " + ITEM);
    }

    @Test
    void whatIsNoChangelogIsLeftAlone() {
        assertThat(unfit(CHANGELOG, "See the releases page.\n", hotfix("v1.4.3")))
                .contains("no heading names a release");
        assertThat(unfit(CHANGELOG, "{\"1.4.2\": []}", hotfix("v1.4.3"))).contains("no heading names a release");
        assertThat(unfit(CHANGELOG, "PK\0\1", hotfix("v1.4.3"))).isEqualTo("is no text file");
        assertThat(unfit(CHANGELOG, "version https://git-lfs.github.com/spec/v1\n", hotfix("v1.4.3")))
                .contains("Git LFS");
    }
}
