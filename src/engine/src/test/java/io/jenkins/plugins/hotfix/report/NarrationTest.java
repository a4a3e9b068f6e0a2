package io.jenkins.plugins.hotfix.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.EveryFact;
import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.Fact.Mitigated;
import org.junit.jupiter.api.Test;

class NarrationTest {
    @Test
    void theIncidentOfTheTestsHasEveryKindOfFact() {
        assertThat(EveryFact.events().stream()
                        .map(Event::fact)
                        .map(Object::getClass)
                        .distinct())
                .containsExactlyInAnyOrder(Fact.class.getPermittedSubclasses());
    }

    @Test
    void everyKindOfFactHasASentence() {
        assertThat(EveryFact.events().stream().map(Event::fact).map(Narration::of))
                .allSatisfy(sentence -> assertThat(sentence)
                        .matches("[\\p{Lu}\\d\\p{Ll}].*[.…]")
                        .doesNotContain("null", "\n"));
    }

    @Test
    void aSentenceIsSafeToPrintOnATerminal() {
        assertThat(Narration.of(new Mitigated("a\u001b[31mred\nline\u202e")))
                .isEqualTo("Mitigation: “a⟨U+001B⟩[31mred line⟨U+202E⟩”.");
    }

    @Test
    void aSentenceQuotesTheBeginningOfALongText() {
        assertThat(Narration.of(new Mitigated("x".repeat(100_000))))
                .hasSizeLessThan(300)
                .contains("…");
    }
}
