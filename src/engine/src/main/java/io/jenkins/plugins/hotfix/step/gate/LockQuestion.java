package io.jenkins.plugins.hotfix.step.gate;

import io.jenkins.plugins.hotfix.incident.Fact.LockAwaited;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.question.Answers;
import io.jenkins.plugins.hotfix.question.Field;
import io.jenkins.plugins.hotfix.question.Field.Choice;
import io.jenkins.plugins.hotfix.question.Phrase;
import io.jenkins.plugins.hotfix.question.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Whether somebody still works under a lock that does not move. */
record LockQuestion(Incident incident) {

    Question question() {
        Described described = new Described(incident);
        Optional<LockAwaited> waiting = incident.waiting();
        String owner = waiting.map(LockAwaited::holder).orElse("");
        String id = owner.split(" ", 2)[0];
        List<Phrase> lines = new ArrayList<>(described.heading());
        waiting.ifPresent(state -> {
            lines.add(Phrase.EMPTY);
            lines.add(Phrase.of("lock.owner", owner, Objects.toString(state.since(), "")));
            lines.add(Phrase.of("lock.place", state.place(), state.of()));
            lines.add(Phrase.EMPTY);
            lines.add(Phrase.of("lock.decide"));
        });
        return new Question(
                Questions.LOCK,
                Phrase.of("lock.title", id),
                lines,
                List.of(
                        Field.choice(
                                Answers.ACTION,
                                Phrase.of("lock.action"),
                                Phrase.EMPTY,
                                List.of(
                                        new Choice(Answers.KEEP_WAITING, Phrase.of("lock.wait")),
                                        new Choice(Answers.BREAK + id, Phrase.of("lock.break", id)))),
                        Field.text(Answers.REASON, Phrase.of("lock.reason"), Phrase.EMPTY, "")),
                Phrase.of("lock.approve"));
    }
}
