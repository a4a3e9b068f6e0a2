package io.jenkins.plugins.hotfix.step.gate;

import io.jenkins.plugins.hotfix.incident.Fact.Assessed;
import io.jenkins.plugins.hotfix.incident.Fact.Declared;
import io.jenkins.plugins.hotfix.incident.Fact.Mitigated;
import io.jenkins.plugins.hotfix.incident.Fact.Surroundings;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.question.Field;
import io.jenkins.plugins.hotfix.question.Phrase;
import io.jenkins.plugins.hotfix.question.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Is this a hotfix? What the alarm said, what surrounds it, and what it left open. */
record HotfixQuestion(Incident incident) {

    Question question() {
        Described described = new Described(incident);
        return new Question(
                Questions.HOTFIX,
                Phrase.of("hotfix.title", described.id()),
                details(described),
                fields(),
                Phrase.of("hotfix.approve"));
    }

    private List<Phrase> details(Described described) {
        List<Phrase> lines = new ArrayList<>(described.heading());
        incident.declared().ifPresent(declared -> {
            lines.add(Phrase.of("hotfix.severity", declared.severity().name(), declared.because()));
            if (!declared.description().strip().equals(declared.title())) {
                lines.add(Phrase.EMPTY);
                Phrase.lines(declared.description()).forEach(lines::add);
            }
        });
        lines.add(Phrase.EMPTY);
        lines.add(described.production());
        incident.production()
                .map(Assessed::changes)
                .filter(changes -> !changes.isEmpty())
                .ifPresent(changes -> {
                    lines.add(Phrase.of("hotfix.changes"));
                    lines.addAll(Described.commits(changes));
                });
        incident.surroundings().ifPresent(around -> lines.addAll(surroundings(around)));
        lines.addAll(described.exceptions());
        lines.add(Phrase.EMPTY);
        lines.add(Phrase.of("hotfix.decide"));
        return lines;
    }

    private static List<Phrase> surroundings(Surroundings around) {
        List<Phrase> lines = new ArrayList<>();
        if (!around.undeployed().isEmpty()) {
            lines.add(Phrase.of("hotfix.undeployed", around.undeployed().size()));
        }
        around.open().stream()
                .map(other -> Phrase.of("hotfix.open", other.id(), other.status(), other.title()))
                .forEach(lines::add);
        return lines;
    }

    private List<Field> fields() {
        Optional<Declared> declared = incident.declared();
        return List.of(
                field("IMPACT", "impact", declared.map(Declared::impact)),
                field("SCOPE", "scope", declared.map(Declared::scope)),
                field("SOURCE", "source", declared.map(Declared::source)),
                field("SINCE", "since", declared.map(Declared::since)),
                field("MITIGATION", "mitigation", incident.mitigation().map(Mitigated::action)));
    }

    private static Field field(String name, String key, Optional<@Nullable String> known) {
        return Field.line(
                name,
                Phrase.of("hotfix." + key),
                Phrase.of("hotfix." + key + ".help"),
                Stream.ofNullable(known.orElse(null))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(""));
    }
}
