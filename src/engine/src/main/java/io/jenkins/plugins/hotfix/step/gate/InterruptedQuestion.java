package io.jenkins.plugins.hotfix.step.gate;

import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.Incident.CommandInDoubt;
import io.jenkins.plugins.hotfix.question.Answers;
import io.jenkins.plugins.hotfix.question.Field;
import io.jenkins.plugins.hotfix.question.Field.Choice;
import io.jenkins.plugins.hotfix.question.Phrase;
import io.jenkins.plugins.hotfix.question.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is done about a command of which nobody can tell how it ended. */
record InterruptedQuestion(Incident incident) {

    Question question() {
        Described described = new Described(incident);
        Optional<CommandInDoubt> doubt = incident.unknown();
        List<Phrase> lines = new ArrayList<>(described.heading());
        doubt.ifPresent(command -> {
            lines.add(Phrase.EMPTY);
            lines.add(Phrase.of("interrupted.command", command.part(), command.command()));
            lines.add(Phrase.of("interrupted.began", command.since().toString(), command.where(), command.by()));
            lines.add(Phrase.of("interrupted.unknown", command.because()));
            lines.add(Phrase.EMPTY);
            lines.add(Phrase.of("interrupted.decide"));
        });
        return new Question(
                Questions.INTERRUPTED,
                Phrase.of("interrupted.title", doubt.map(CommandInDoubt::part).orElse("")),
                lines,
                List.of(
                        Field.choice(
                                Answers.ACTION,
                                Phrase.of("interrupted.action"),
                                Phrase.EMPTY,
                                choices(doubt.filter(command -> command.step().equals("deployProd"))
                                        .isPresent())),
                        Field.text(Answers.REASON, Phrase.of("interrupted.reason"), Phrase.EMPTY, "")),
                Phrase.of("interrupted.approve"));
    }

    private static List<Choice> choices(boolean deployment) {
        List<Choice> choices = new ArrayList<>(List.of(
                new Choice("", Phrase.of("choose")),
                new Choice(Answers.FINISHED, Phrase.of("interrupted.finished")),
                new Choice(Answers.AGAIN, Phrase.of("interrupted.again"))));
        if (deployment) {
            choices.add(new Choice(Incident.ROLL_BACK, Phrase.of("interrupted.roll-back")));
        }
        return choices;
    }
}
