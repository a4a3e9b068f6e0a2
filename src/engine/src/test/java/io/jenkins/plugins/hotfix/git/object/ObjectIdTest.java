package io.jenkins.plugins.hotfix.git.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectIdTest {
    private static final String SHA1 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b";
    private static final String SHA256 = SHA1 + "2b0b822cd15d6c15b0f00a08";

    @ParameterizedTest
    @ValueSource(strings = {SHA1, SHA256})
    void isQuotedByItsFirstTwelveDigits(String id) {
        assertThat(new ObjectId(id).abbreviated()).isEqualTo("9f86d081884c");
        assertThat(ObjectId.abbreviated(id)).isEqualTo("9f86d081884c");
        assertThat(new ObjectId(id)).hasToString(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "9f86d08",
                "9f86d081884c7d659a2f",
                "v1.2.3",
                "9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B",
                SHA1 + "0"
            })
    void isNothingElse(String text) {
        assertThat(ObjectId.isFull(text)).isFalse();
        assertThatThrownBy(() -> new ObjectId(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsNoIdIsQuotedAsItIs() {
        assertThat(ObjectId.abbreviated("release/1.9")).isEqualTo("release/1.9");
    }
}
