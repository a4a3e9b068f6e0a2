package io.jenkins.plugins.hotfix.question;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PhraseTest {
    private static final Pattern PLACE = Pattern.compile("\\{(\\d)");
    private static final Pattern HANGUL = Pattern.compile("[가-힣]");

    private static Properties texts(String file) throws IOException {
        Properties texts = new Properties();
        try (InputStream in = Objects.requireNonNull(Phrase.class.getResourceAsStream(file));
                Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            texts.load(reader);
        }
        return texts;
    }

    @Test
    void everyTextIsThereInKoreanWithTheSamePlaces() throws IOException {
        Properties english = texts("Messages.properties");
        Properties korean = texts("Messages_ko.properties");

        assertThat(korean.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
        for (String key : english.stringPropertyNames()) {
            assertThat(places(korean.getProperty(key))).as(key).isEqualTo(places(english.getProperty(key)));
        }
        assertThat(korean.stringPropertyNames())
                .filteredOn(key -> !Set.of("indented", "incident", "commit", "forecast.unknown")
                        .contains(key))
                .allSatisfy(key -> assertThat(korean.getProperty(key)).containsPattern(HANGUL));
    }

    @Test
    void everyTextIsAFormatThatFillsItsPlaces() throws IOException {
        for (String file : List.of("Messages.properties", "Messages_ko.properties")) {
            Properties texts = texts(file);
            for (String key : texts.stringPropertyNames()) {
                String filled = new MessageFormat(texts.getProperty(key), Locale.ROOT)
                        .format(new Object[] {2, 3, 4, 5, 6, 7, 8});
                assertThat(filled).as(key).doesNotContain("{", "}").doesNotContain("''");
            }
        }
    }

    private static Set<String> places(String text) {
        return PLACE.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void aTextIsInTheLanguageOfWhoReadsIt() {
        Phrase phrase = Phrase.of("deploy.title", "HOTFIX-1");
        assertThat(phrase.in(Locale.KOREA)).isEqualTo("HOTFIX-1을(를) 프로덕션에 배포하시겠습니까?");
        assertThat(phrase.in(Locale.GERMANY)).isEqualTo("Deploy HOTFIX-1 to production?");
    }

    @Test
    void whatIsQuotedIsOneLineWithoutControlCharactersAndNoFormat() {
        assertThat(Phrase.of("deploy.command", "a\nb '{0}' \u001b[2J\u202e").in(Locale.ENGLISH))
                .isEqualTo("Deployment command: a b '{0}' ⟨U+001B⟩[2J⟨U+202E⟩");
        assertThat(Phrase.verbatim("  {1} it's").in(Locale.ENGLISH)).isEqualTo("  {1} it's");
    }

    @Test
    void whatIsVeryLongIsCut() {
        assertThat(Phrase.verbatim("x".repeat(10_000)).in(Locale.ENGLISH))
                .hasSize(500)
                .endsWith("…");
        assertThat(Phrase.lines("x\n".repeat(10_000)).map(line -> line.in(Locale.ENGLISH)))
                .hasSize(61)
                .endsWith("and 9,940 more");
    }
}
