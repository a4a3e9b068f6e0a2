package io.jenkins.plugins.hotfix.step.gate;

import io.jenkins.plugins.hotfix.git.object.ObjectId;
import io.jenkins.plugins.hotfix.incident.Fact.DirectPush;
import io.jenkins.plugins.hotfix.incident.Fact.Explained;
import io.jenkins.plugins.hotfix.incident.Fact.PushedCommit;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.question.Field;
import io.jenkins.plugins.hotfix.question.Phrase;
import io.jenkins.plugins.hotfix.question.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Which of the commits that were pushed past review are the hotfix, and why it was pushed. */
record RemediateQuestion(Incident incident) {

    Question question() {
        Described described = new Described(incident);
        Optional<DirectPush> push = incident.directPush();
        List<Phrase> lines = new ArrayList<>(described.heading());
        push.ifPresent(found -> {
            lines.add(Phrase.EMPTY);
            lines.add(Phrase.of("remediate.found", found.commits().size(), found.from(), found.to()));
            found.commits().forEach(commit -> lines.addAll(told(commit)));
        });
        lines.add(Phrase.EMPTY);
        lines.add(Phrase.of("remediate.decide"));
        boolean chosen = push.filter(DirectPush::chosen).isPresent();
        Question question = new Question(
                Questions.REMEDIATE,
                Phrase.of("remediate.title", described.id()),
                lines,
                fields(chosen),
                Phrase.of("remediate.approve"));
        return chosen ? question : question.needing(Phrase.of("remediate.unattended", described.id()));
    }

    private static List<Phrase> told(PushedCommit commit) {
        return List.of(
                Phrase.verbatim(ObjectId.abbreviated(commit.id()) + " " + commit.subject())
                        .indented(),
                Phrase.of(
                                "remediate.commit",
                                commit.author(),
                                commit.committer(),
                                commit.at().toString(),
                                commit.files().size(),
                                commit.added(),
                                commit.deleted(),
                                commit.signature())
                        .indented());
    }

    private List<Field> fields(boolean chosen) {
        return List.of(
                line("COMMITS", "commits", chosen ? "all" : ""),
                line("IMPACT", "impact", said(Explained::impact)),
                line("DURATION", "duration", said(Explained::duration)),
                text("ROOT_CAUSE", "cause", said(Explained::rootCause)),
                text("FIX", "fix", said(Explained::fix)),
                text("PREVENTION", "prevention", ""));
    }

    private String said(Function<Explained, String> what) {
        return incident.explanation().map(what).orElse("");
    }

    private static Field line(String name, String key, String initial) {
        return Field.line(name, Phrase.of("remediate." + key), Phrase.of("remediate." + key + ".help"), initial);
    }

    private static Field text(String name, String key, String initial) {
        return Field.text(name, Phrase.of("remediate." + key), Phrase.of("remediate." + key + ".help"), initial);
    }
}
