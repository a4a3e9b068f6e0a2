package io.jenkins.plugins.hotfix.step.gate;

import io.jenkins.plugins.hotfix.incident.Fact.CommitSummary;
import io.jenkins.plugins.hotfix.incident.Fact.RunStarted;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.Separation;
import io.jenkins.plugins.hotfix.question.Answers;
import io.jenkins.plugins.hotfix.question.Field;
import io.jenkins.plugins.hotfix.question.Phrase;
import io.jenkins.plugins.hotfix.question.Question;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Separation of duties, said before the click: who may not approve alone, and where they say why they do. */
record Separated(
        Incident incident, boolean applies, @Nullable String person) {

    List<Phrase> details() {
        List<Phrase> people = people();
        return applies && !people.isEmpty() ? List.of(Phrase.of("separation", people)) : List.of();
    }

    /** The field for the reason, unless the gate has one or whoever answers needs none. */
    List<Field> fields(Question question) {
        boolean there =
                question.fields().stream().anyMatch(field -> field.name().equals(Answers.REASON));
        boolean free = person != null && Separation.conflict(incident, person).isEmpty();
        if (!applies || there || free || people().isEmpty()) {
            return List.of();
        }
        String label = person == null ? "separation.reason" : "separation.reason.yours";
        return List.of(Field.text(Answers.REASON, Phrase.of(label), Phrase.of("separation.reason.help"), ""));
    }

    private List<Phrase> people() {
        Stream<Phrase> starters =
                incident.runs().stream().map(RunStarted::by).distinct().map(by -> Phrase.of("separation.starter", by));
        Stream<Phrase> authors = incident.fix().stream()
                .flatMap(fix -> fix.commits().stream())
                .map(CommitSummary::author)
                .distinct()
                .map(author -> Phrase.of("separation.author", author));
        return Stream.concat(starters, authors).toList();
    }
}
