package io.jenkins.plugins.hotfix.step.gate;

import io.jenkins.plugins.hotfix.incident.Fact.ProcedureShown;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.question.Phrase;
import io.jenkins.plugins.hotfix.question.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a step of a deployment by hand is done. */
record ProcedureQuestion(Incident incident, String gate) {

    Question question() {
        String number = gate.substring(Questions.PROCEDURE.length());
        Optional<ProcedureShown> shown = incident.procedure();
        List<Phrase> lines = new ArrayList<>(new Described(incident).heading());
        shown.ifPresent(procedure -> {
            lines.add(Phrase.of("procedure.document", procedure.path(), Described.commit(procedure.commit())));
            lines.add(Phrase.EMPTY);
            step(procedure, number).ifPresent(step -> Phrase.lines(step).forEach(lines::add));
            lines.add(Phrase.EMPTY);
            lines.add(Phrase.of("procedure.decide"));
        });
        return new Question(
                gate,
                Phrase.of(
                        "procedure.title",
                        number,
                        shown.map(procedure -> procedure.steps().size()).orElse(0)),
                lines,
                List.of(),
                Phrase.of("procedure.approve", number));
    }

    private static Optional<String> step(ProcedureShown procedure, String number) {
        if (!number.matches("\\d{1,4}")) {
            return Optional.empty();
        }
        int index = Integer.parseInt(number) - 1;
        return index < 0 || index >= procedure.steps().size()
                ? Optional.empty()
                : Optional.of(procedure.steps().get(index));
    }
}
