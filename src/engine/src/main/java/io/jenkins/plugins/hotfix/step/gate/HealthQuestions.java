package io.jenkins.plugins.hotfix.step.gate;

import io.jenkins.plugins.hotfix.incident.Fact.Deployed;
import io.jenkins.plugins.hotfix.incident.Fact.Replaces;
import io.jenkins.plugins.hotfix.incident.Fact.RollbackPlanned;
import io.jenkins.plugins.hotfix.incident.Fact.Verified;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.question.Answers;
import io.jenkins.plugins.hotfix.question.Field;
import io.jenkins.plugins.hotfix.question.Field.Choice;
import io.jenkins.plugins.hotfix.question.Phrase;
import io.jenkins.plugins.hotfix.question.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What becomes of a hotfix in production that is not healthy, or of which nobody knows. */
record HealthQuestions(Incident incident) {

    Question verification() {
        Described described = new Described(incident);
        List<Phrase> lines = new ArrayList<>(described.heading());
        lines.add(Phrase.EMPTY);
        incident.verification().ifPresent(result -> lines.add(Phrase.of("verification.unknown", clause(result))));
        lines.add(Phrase.of("verification.decide"));
        return new Question(
                        Questions.VERIFICATION,
                        Phrase.of("verification.title", described.id()),
                        lines,
                        decision(
                                Questions.VERIFICATION,
                                new Choice(Answers.CHECK_AGAIN, Phrase.of("verification.again"))),
                        Phrase.of("verification.approve"))
                .needing(Phrase.of(
                        "verification.unattended",
                        incident.verification().map(Verified::because).orElse("")));
    }

    /**
     * Whether production goes back.
     *
     * @param message why, where the pipeline knows better than the record
     */
    Question rollback(@Nullable String message) {
        Described described = new Described(incident);
        List<Phrase> lines = new ArrayList<>(described.heading());
        lines.add(Phrase.EMPTY);
        (message == null || message.isBlank() ? why() : Phrase.lines(message)).forEach(lines::add);
        lines.add(Phrase.EMPTY);
        incident.deployment().ifPresent(deployed -> lines.add(returns(deployed)));
        incident.rollbackPlan().ifPresent(plan -> {
            lines.add(
                    plan.command() == null
                            ? Phrase.of("rollback.by-hand", plan.file())
                            : Phrase.of("rollback.command", plan.command()));
        });
        return new Question(
                Questions.ROLLBACK,
                Phrase.of("rollback.title", described.id()),
                lines,
                decision(Questions.ROLLBACK, new Choice(Answers.ROLL_BACK, Phrase.of("rollback.roll-back"))),
                Phrase.of("rollback.approve"));
    }

    /** The newest thing that went wrong. */
    private Stream<Phrase> why() {
        if (incident.rollback().isPresent()) {
            return Stream.of(Phrase.of(
                    "rollback.failed-before", incident.rollback().get().message()));
        }
        Optional<Deployed> failed =
                incident.deployment().filter(deployed -> !deployed.status().equals("succeeded"));
        if (failed.isPresent()) {
            return Stream.of(
                    Phrase.of("rollback.deployment-failed", failed.get().message()));
        }
        return incident.verification().stream()
                .map(result -> result.status().equals("breached")
                        ? Phrase.of("rollback.breach", clause(result))
                        : Phrase.of("rollback.health", clause(result)));
    }

    /** Why, without the full stop of what a command printed last. */
    private static String clause(Verified result) {
        return result.because().replaceFirst("[.]$", "");
    }

    private Phrase returns(Deployed deployed) {
        String target = incident.rollbackPlan()
                .map(RollbackPlanned::returnsTo)
                .or(() -> incident.replaces().map(Replaces::version))
                .or(() -> Optional.ofNullable(deployed.replaced()))
                .orElse("");
        return target.isEmpty()
                ? Phrase.of("rollback.from", deployed.tag())
                : Phrase.of("rollback.from-to", deployed.tag(), target);
    }

    /** Something to do, or to keep the hotfix in production as it is and say why; the texts are named after the gate. */
    private static List<Field> decision(String gate, Choice something) {
        return List.of(
                Field.choice(
                        Answers.ACTION,
                        Phrase.of(gate + ".action"),
                        Phrase.EMPTY,
                        List.of(something, new Choice(Answers.KEEP, Phrase.of(gate + ".keep")))),
                Field.text(Answers.REASON, Phrase.of("keep.reason"), Phrase.EMPTY, ""));
    }
}
