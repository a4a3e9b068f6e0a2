package io.jenkins.plugins.hotfix.incident;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.hotfix.command.Masking;
import io.jenkins.plugins.hotfix.incident.Fact.Assessed;
import io.jenkins.plugins.hotfix.incident.Fact.CommandRun;
import io.jenkins.plugins.hotfix.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MaskedTest {
    private static final Masked NOTHING = new Masked(text -> text);

    static List<Event> events() {
        return EveryFact.events();
    }

    @ParameterizedTest
    @MethodSource("events")
    void anEventWithoutSecretsIsGivenBackAsItIs(Event event) {
        assertThat(NOTHING.event(event)).isSameAs(event);
    }

    /** Whatever text of it is a secret: it is gone, and the rest is as it was. */
    @ParameterizedTest
    @MethodSource("events")
    void eachTextOfAnEventIsMasked(Event event) {
        List<String> texts = new ArrayList<>();
        collect(Json.tree(event.fact()), texts);
        for (String secret : texts) {
            Masked masked = new Masked(text -> text.equals(secret) ? "****" : text);
            List<String> left = new ArrayList<>();
            Event written = masked.event(event);
            collect(Json.tree(written.fact()), left);
            assertThat(written.fact()).isInstanceOf(event.fact().getClass());
            assertThat(written.at()).isEqualTo(event.at());
            assertThat(left)
                    .containsExactlyElementsOf(texts.stream()
                            .map(text -> isFree(text) && text.equals(secret) ? "****" : text)
                            .toList());
        }
    }

    /** Times, days, the severity, the source of a setting and how a request ended are of a strict form. */
    private static boolean isFree(String text) {
        return !text.matches(
                "\\d{4}-\\d{2}-\\d{2}(T.*Z)?|P[0-3]|default|repository|controller|run|done|refused|unanswered");
    }

    private static void collect(JsonNode node, List<String> texts) {
        if (node.isTextual()) {
            texts.add(node.textValue());
        }
        node.forEach(child -> collect(child, texts));
    }

    @Test
    void aSecretInTheOutputOfACommandAndInItsActorDoesNotReachTheLog() {
        Masking masking = Masking.of(List.of("hunter2-of-production"));
        Event event = new Event(
                EveryFact.NIGHT,
                "hunter2-of-production",
                new CommandRun(
                        "deploy",
                        "curl -u me:hunter2-of-production",
                        "failed",
                        1,
                        EveryFact.NIGHT,
                        7,
                        "Authorization: Basic bWU6aHVudGVyMi1vZi1wcm9kdWN0aW9u",
                        null));

        assertThat(new Masked(masking::mask).event(event))
                .isEqualTo(new Event(
                        EveryFact.NIGHT,
                        "****",
                        new CommandRun(
                                "deploy",
                                "curl -u me:****",
                                "failed",
                                1,
                                EveryFact.NIGHT,
                                7,
                                "Authorization: Basic bWU****",
                                null)));
    }

    @Test
    void settingsAreMaskedBelowTheirKeys() {
        Assessed assessed = new Assessed(
                "r",
                "main",
                "1",
                null,
                List.of(),
                Map.of("deployProd", Map.of("s3cr3t", List.of("a s3cr3t", 7, Map.of("x", "s3cr3t")))));

        assertThat(new Masked(text -> text.replace("s3cr3t", "****"))
                        .fact(assessed)
                        .settings())
                .isEqualTo(Map.of("deployProd", Map.of("s3cr3t", List.of("a ****", 7, Map.of("x", "****")))));
    }

    @Test
    void documentsAreMaskedAndKeepTheirNames() {
        Map<String, String> documents = Map.of("s3cr3t.md", "a s3cr3t", "other.md", "nothing");

        assertThat(new Masked(text -> text.replace("s3cr3t", "****")).documents(documents))
                .isEqualTo(Map.of("s3cr3t.md", "a ****", "other.md", "nothing"));
        assertThat(NOTHING.documents(documents)).isSameAs(documents);
    }
}
