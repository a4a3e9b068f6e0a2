package io.jenkins.plugins.hotfix.step.gate;

import io.jenkins.plugins.hotfix.command.ShellWord;
import io.jenkins.plugins.hotfix.incident.Fact.Assessed;
import io.jenkins.plugins.hotfix.incident.Fact.Branched;
import io.jenkins.plugins.hotfix.incident.Fact.FixCollected;
import io.jenkins.plugins.hotfix.incident.Fact.TestsCompared;
import io.jenkins.plugins.hotfix.incident.Fact.TestsRun;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.question.Answers;
import io.jenkins.plugins.hotfix.question.Field;
import io.jenkins.plugins.hotfix.question.Field.Choice;
import io.jenkins.plugins.hotfix.question.Phrase;
import io.jenkins.plugins.hotfix.question.Question;
import java.util.ArrayList;
import java.util.List;

/** The gates around the fix: where people push it, where they push another, and whether it goes out as it is. */
record FixQuestions(Incident incident) {

    Question fix() {
        Described described = new Described(incident);
        String branch = incident.branch().map(Branched::branch).orElse("");
        boolean again = incident.since(List.of(Branched.class)).approvals().stream()
                .anyMatch(approved -> approved.gate().equals(Questions.FIX));
        List<Phrase> lines = new ArrayList<>();
        if (again) {
            lines.add(Phrase.of("fix.nothing", branch));
            lines.add(Phrase.EMPTY);
        }
        lines.addAll(described.heading());
        return pushing(Questions.FIX, lines, branch);
    }

    Question retry() {
        Described described = new Described(incident);
        String branch = incident.fix().map(FixCollected::branch).orElse("");
        List<Phrase> lines = new ArrayList<>(described.heading());
        lines.add(Phrase.EMPTY);
        lines.addAll(described.tests());
        incident.latest(TestsRun.class).ifPresent(run -> lines.addAll(Described.failures(run)));
        incident.since(List.of(TestsRun.class))
                .latest(TestsCompared.class)
                .ifPresent(compared -> lines.addAll(compared(compared)));
        return pushing(Questions.RETRY, lines, branch)
                .followed(
                        List.of(),
                        List.of(
                                Field.choice(
                                        Answers.ACTION,
                                        Phrase.of("retry.action"),
                                        Phrase.of("retry.action.help"),
                                        List.of(
                                                new Choice(Answers.TEST_AGAIN, Phrase.of("retry.again")),
                                                new Choice(Answers.COMPARE, Phrase.of("retry.compare")),
                                                new Choice(Incident.WAIVE_TESTS, Phrase.of("retry.waive")))),
                                Field.text(
                                        Answers.REASON,
                                        Phrase.of("retry.reason"),
                                        Phrase.of("retry.reason.help"),
                                        "")));
    }

    /** Whether production has the same fault, as far as names of tests say so. */
    private static List<Phrase> compared(TestsCompared compared) {
        String commit = Described.commit(compared.commit());
        List<Phrase> lines = new ArrayList<>(List.of(Phrase.EMPTY));
        if (compared.status().equals("passed")) {
            lines.add(Phrase.of("retry.compared.passed", commit));
        } else if (compared.alsoFailing().isEmpty()) {
            lines.add(Phrase.of("retry.compared.others", commit, compared.message()));
        } else {
            lines.add(Phrase.of("retry.compared.same", commit));
            compared.alsoFailing().stream()
                    .map(Phrase::verbatim)
                    .map(Phrase::indented)
                    .forEach(lines::add);
        }
        return lines;
    }

    /** The rest of a question that is answered by a push; its texts are named after the gate. */
    private Question pushing(String gate, List<Phrase> lines, String branch) {
        lines.add(Phrase.EMPTY);
        lines.add(Phrase.of(gate + ".push", branch));
        lines.addAll(commands(branch));
        return new Question(
                        gate,
                        Phrase.of(gate + ".title", new Described(incident).id()),
                        lines,
                        List.of(),
                        Phrase.of(gate + ".approve"))
                .needing(Phrase.of(gate + ".unattended", branch));
    }

    Question scope() {
        Described described = new Described(incident);
        List<Phrase> lines = new ArrayList<>(described.heading());
        incident.fix().ifPresent(fix -> {
            lines.add(Phrase.EMPTY);
            if (fix.overBudget() != null) {
                lines.add(Phrase.of("scope.large", fix.overBudget()));
            }
            if (fix.regressionTests().isEmpty()) {
                lines.add(Phrase.of("scope.no-test"));
            }
            lines.add(Phrase.EMPTY);
            lines.addAll(described.changes(fix));
            lines.add(Phrase.EMPTY);
            lines.add(Phrase.of("scope.decide", fix.branch()));
        });
        return new Question(
                Questions.SCOPE,
                Phrase.of("scope.title", described.id()),
                lines,
                List.of(Field.text(Answers.REASON, Phrase.of("scope.reason"), Phrase.of("scope.reason.help"), "")),
                Phrase.of("scope.approve"));
    }

    /** How a fix gets to the branch from any clone. */
    private List<Phrase> commands(String branch) {
        String word = ShellWord.of(branch);
        List<Phrase> lines = new ArrayList<>();
        incident.production()
                .map(Assessed::repository)
                .ifPresent(repository -> lines.add(Phrase.of("fix.clone", repository)));
        lines.add(Phrase.verbatim("git fetch origin"));
        lines.add(Phrase.verbatim("git switch " + word));
        lines.add(Phrase.of("fix.commit"));
        lines.add(Phrase.verbatim("git push origin " + word));
        return lines.stream().map(Phrase::indented).toList();
    }
}
