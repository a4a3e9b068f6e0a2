package io.jenkins.plugins.hotfix.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told in one pass is what the canonical form of RFC 8785 is. */
class CanonicalObjectTest {
    private static final String SAMPLE =
            "{\"a\":[1,-20,true,null,\"\\n\\u0001\\\"\\\\x\"],\"b\":{\"A\":{},\"ab\":\"ü€\",\"b\":[]},\"hash\":\"00\",\"z\":123}";

    private static final int MUTATIONS = 20_000;

    private static boolean told(byte[] json) {
        return CanonicalObject.of(json).isPresent();
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aCanonicalObjectIsTold() {
        assertThat(told(bytes(SAMPLE))).isTrue();
        assertThat(told(bytes("{}"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ }",
                "{\"b\":1,\"a\":1}",
                "{\"a\":1,\"a\":1}",
                "{\"a\":1.0}",
                "{\"a\":01}",
                "{\"a\":-0}",
                "{\"a\":\"\\u000a\"}",
                "{\"a\":\"\\u001F\"}",
                "{\"a\":\"\\/\"}",
                "{\"a\":\"\\u00e4\"}",
                "{\"a\":1,}",
                "{\"a\":[1,]}",
                "{\"a\":1}{}",
                "{\"a\":1",
                "[]",
                "",
                "{\"a\":tru}",
                "{\"a\"}",
                "{\"a\":12345678901234567890}"
            })
    void anythingElseIsNot(String json) {
        assertThat(told(bytes(json))).isFalse();
    }

    @Test
    void whatIsNotUtf8IsNot() {
        byte[] json = bytes("{\"a\":\"x\"}");
        json[6] = (byte) 0xff;

        assertThat(told(json)).isFalse();
    }

    @Test
    void whateverIsToldOfADamagedOneIsCanonical() {
        Random random = new Random(7);
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] json = bytes(SAMPLE);
            for (int times = random.nextInt(3); times >= 0; times--) {
                json[random.nextInt(json.length)] = bytes(SAMPLE)[random.nextInt(json.length)];
            }
            byte[] cut = random.nextInt(10) == 0 ? Arrays.copyOf(json, random.nextInt(json.length)) : json;
            if (told(cut)) {
                assertThat(canonical(cut)).isEqualTo(new String(cut, StandardCharsets.UTF_8));
            }
        }
    }

    @Test
    void itsHashWithoutAMemberIsThatOfTheObjectWithoutIt() throws Exception {
        for (String name : new String[] {"a", "b", "hash", "z", "absent"}) {
            ObjectNode without = (ObjectNode) Json.read(SAMPLE);
            without.remove(name);

            assertThat(CanonicalObject.of(bytes(SAMPLE)).orElseThrow().sha256Without(name))
                    .as(name)
                    .isEqualTo(Sha256.hex(Json.canonical(without)));
        }
    }

    private static String canonical(byte[] json) {
        try {
            return Json.canonical(Json.read(new String(json, StandardCharsets.UTF_8)));
        } catch (JsonProcessingException e) {
            return "no JSON: " + e.getMessage();
        }
    }
}
