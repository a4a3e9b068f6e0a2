package io.jenkins.plugins.hotfix.step.gate;

import io.jenkins.plugins.hotfix.incident.Fact.CommitSummary;
import io.jenkins.plugins.hotfix.incident.Fact.Deployed;
import io.jenkins.plugins.hotfix.incident.Fact.ForecastTarget;
import io.jenkins.plugins.hotfix.incident.Fact.RolledBack;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.question.Answers;
import io.jenkins.plugins.hotfix.question.Field;
import io.jenkins.plugins.hotfix.question.Field.Choice;
import io.jenkins.plugins.hotfix.question.Phrase;
import io.jenkins.plugins.hotfix.question.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Does it go to production? What is deployed, how it was tested, and what is out of the ordinary. */
record DeployQuestion(Incident incident) {
    private static final String TAG_FORMAT = "hotfix-{date}-{time}";

    Question question() {
        Described described = new Described(incident);
        List<Phrase> lines = new ArrayList<>(described.heading());
        incident.fix().ifPresent(fix -> {
            lines.add(Phrase.EMPTY);
            lines.addAll(described.changes(fix));
        });
        lines.addAll(described.tests());
        described.scan().ifPresent(lines::add);
        lines.add(Phrase.EMPTY);
        lines.add(described.production());
        incident.replaces()
                .ifPresent(
                        before -> lines.add(Phrase.of("deploy.returns-to", name(before.version(), before.commit()))));
        lines.add(tag(described));
        command(described).ifPresent(lines::add);
        lines.addAll(forecast());
        lines.addAll(earlier());
        lines.addAll(described.exceptions());
        lines.add(Phrase.EMPTY);
        lines.add(next());
        return new Question(
                Questions.DEPLOY,
                Phrase.of("deploy.title", described.id()),
                lines,
                fields(),
                Phrase.of("deploy.approve"));
    }

    private static String name(@Nullable String version, String commit) {
        return version == null ? Described.commit(commit) : version;
    }

    /** The name is free for certain only once it is taken, so a format is shown as it is. */
    private Phrase tag(Described described) {
        Optional<String> known =
                incident.release().map(release -> release.tag()).or(() -> described.setting("hotfixTag", "tag"));
        return known.map(tag -> Phrase.of("deploy.tag", tag))
                .orElseGet(() -> Phrase.of(
                        "deploy.tag.format",
                        described.setting("hotfixTag", "tagFormat").orElse(TAG_FORMAT)));
    }

    private static Optional<Phrase> command(Described described) {
        return described
                .setting("deployProd", "procedure")
                .map(procedure -> Phrase.of("deploy.procedure", procedure))
                .or(() -> described
                        .setting("deployProd", "command")
                        .map(command -> Phrase.of("deploy.command", command)));
    }

    /** What follows an approval on other branches, and whether there is a way to undo it. */
    private List<Phrase> forecast() {
        List<Phrase> lines = new ArrayList<>();
        incident.forecast().ifPresent(forecast -> {
            lines.add(Phrase.EMPTY);
            lines.add(Phrase.of("forecast", forecast.targets().size()));
            forecast.targets().forEach(target -> {
                lines.add(target(target).indented());
                if (target.status().equals("conflict")) {
                    lines.add(
                            target.prerequisites().isEmpty()
                                    ? Phrase.of("forecast.out-of-reach").indented()
                                    : Phrase.of("forecast.after", commits(target.prerequisites()))
                                            .indented());
                }
            });
            lines.add(
                    switch (forecast.revert()) {
                        case "clean" -> Phrase.of("forecast.revert.clean");
                        case "conflict" ->
                            Phrase.of("forecast.revert.conflict", String.join(", ", forecast.revertConflicts()));
                        default -> Phrase.of("forecast.revert.unknown");
                    });
        });
        return lines;
    }

    private static Phrase target(ForecastTarget target) {
        return switch (target.status()) {
            case "present", "clean" -> Phrase.of("forecast." + target.status(), target.target());
            case "conflict" -> Phrase.of("forecast.conflict", target.target(), String.join(", ", target.conflicts()));
            default -> Phrase.of("forecast.unknown", target.message());
        };
    }

    private static String commits(List<CommitSummary> commits) {
        return commits.stream()
                .map(commit -> Described.commit(commit.id()) + " (" + commit.subject() + ")")
                .collect(Collectors.joining(", "));
    }

    /** What was tried before and went wrong. */
    private List<Phrase> earlier() {
        List<Phrase> lines = new ArrayList<>();
        incident.all(Deployed.class).stream()
                .filter(deployed -> !deployed.status().equals("succeeded"))
                .map(deployed -> Phrase.of("deploy.failed-before", deployed.message()))
                .forEach(lines::add);
        incident.all(RolledBack.class).stream()
                .map(back -> Phrase.of("deploy.rolled-back-before", back.message()))
                .forEach(lines::add);
        if (!lines.isEmpty()) {
            lines.add(0, Phrase.EMPTY);
        }
        return lines;
    }

    private Phrase next() {
        String branch =
                incident.production().map(production -> production.branch()).orElse("");
        return incident.release().isPresent()
                ? Phrase.of("deploy.next.released", branch)
                : Phrase.of("deploy.next", branch);
    }

    private static List<Field> fields() {
        return List.of(
                Field.choice(
                        Answers.ROOT_CAUSE,
                        Phrase.of("deploy.root-cause"),
                        Phrase.of("deploy.root-cause.help"),
                        List.of(
                                new Choice("not said", Phrase.of("deploy.root-cause.none")),
                                new Choice(Answers.KNOWN, Phrase.of("deploy.root-cause.known")),
                                new Choice(Answers.BAND_AID, Phrase.of("deploy.root-cause.band-aid")))),
                Field.flag(
                        Answers.MONITORING,
                        Phrase.of("deploy.monitoring"),
                        Phrase.of("deploy.monitoring.help"),
                        false));
    }
}
