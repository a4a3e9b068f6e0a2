package io.jenkins.plugins.hotfix.report;

import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.Fact.Affected;
import io.jenkins.plugins.hotfix.incident.Fact.Approved;
import io.jenkins.plugins.hotfix.incident.Fact.Assessed;
import io.jenkins.plugins.hotfix.incident.Fact.Component;
import io.jenkins.plugins.hotfix.incident.Fact.Declared;
import io.jenkins.plugins.hotfix.incident.Fact.RecordNotPushed;
import io.jenkins.plugins.hotfix.incident.Fact.DirectPush;
import io.jenkins.plugins.hotfix.incident.Fact.PushedCommit;
import io.jenkins.plugins.hotfix.incident.Fact.Refused;
import io.jenkins.plugins.hotfix.incident.Fact.Reviewed;
import io.jenkins.plugins.hotfix.incident.Fact.RunStarted;
import io.jenkins.plugins.hotfix.incident.Fact.Surroundings;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.Separation;
import io.jenkins.plugins.hotfix.report.Block.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an auditor asks first: which rules were set aside, what it was about, who did what. */
final class Overview {
    private static final String DEPLOY = "deploy";
    private static final String NOT_SAID = "not said";

    private final Incident incident;
    private final Times times;

    Overview(Incident incident, Times times) {
        this.incident = incident;
        this.times = times;
    }

    List<Section> sections() {
        return Stream.of(List.of(exceptions(), summary()), directPush(), List.of(people(), approvals()))
                .flatMap(List::stream)
                .toList();
    }

    private Section exceptions() {
        List<Block> blocks = new ArrayList<>();
        incident.bypassed().stream().map(Narration::of).map(Block::warning).forEach(blocks::add);
        incident.rewound().stream().map(Narration::of).map(Block::warning).forEach(blocks::add);
        new Interruptions(incident, times)
                .sentences().stream().map(Block::warning).forEach(blocks::add);
        incident.overrides().stream().map(Narration::of).map(Block::warning).forEach(blocks::add);
        incident.waived().stream().map(Narration::of).map(Block::warning).forEach(blocks::add);
        List<String> unattended = incident.approvals().stream()
                .filter(approved -> approved.via().equals("--yes"))
                .map(Approved::gate)
                .distinct()
                .toList();
        if (!unattended.isEmpty()) {
            blocks.add(Block.warning("Approved in advance with --yes, so that nobody looked at the time: "
                    + (unattended.size() == 1 ? "the gate " : "the gates ") + String.join(", ", unattended) + "."));
        }
        incident.all(RecordNotPushed.class).stream()
                .distinct()
                .map(Narration::of)
                .map(Block::warning)
                .forEach(blocks::add);
        Backwards.sentence(incident, times).map(Block::warning).ifPresent(blocks::add);
        if (blocks.isEmpty()) {
            blocks.add(Block.paragraph("None: the log holds no rule that was set aside."));
        }
        return new Section("Exceptions", blocks);
    }

    private Section summary() {
        List<Field> fields = new ArrayList<>();
        fields.add(new Field("Incident", Text.code(String.valueOf(incident.id()))));
        Declared declared = incident.declared().orElse(null);
        if (declared != null) {
            fields.add(new Field(
                    "Severity",
                    Text.of(declared.severity() + ": "
                            + declared.severity().meaning() + " ("
                            + (declared.severityGiven() ? "" : "suggested by rules, because ") + declared.because()
                            + ")")));
        }
        fields.add(new Field("Status", Text.of(incident.status().word())));
        incident.declined().map(Narration::of).map(Text::of).ifPresent(text -> fields.add(new Field("Declined", text)));
        incident.abandoned()
                .map(Narration::of)
                .map(Text::of)
                .ifPresent(text -> fields.add(new Field("Abandoned", text)));
        if (declared != null) {
            fields.add(new Field("What is broken", Text.of(declared.description())));
            fields.add(new Field("Impact", said(declared.impact())));
            fields.add(new Field("Scope", said(declared.scope())));
            fields.add(new Field("Source", said(declared.source())));
            fields.add(new Field("Since (as reported)", said(declared.since())));
        }
        if (incident.declaredAt() != null) {
            fields.add(new Field("Declared", Text.of(times.at(incident.declaredAt()))));
        }
        fields.add(new Field(
                "First in production",
                Text.of(
                        incident.deployedAt() == null
                                ? "the log holds no successful deployment"
                                : times.at(incident.deployedAt()))));
        fields.add(new Field(
                "Works again since",
                Text.of(
                        incident.restoredAt() == null
                                ? "not confirmed by a verification"
                                : times.at(incident.restoredAt()) + ", confirmed by a verification")));
        declarationToDeployment()
                .ifPresent(
                        length -> fields.add(
                                new Field(
                                        "From declaration to first deployment",
                                        Text.of(
                                                Times.length(length)
                                                        + ". This is no time to restore: the log does not measure since when users were hit."))));
        fields.add(new Field(
                "Mitigation before the fix",
                Text.of(incident.mitigation()
                        .map(mitigated -> mitigated.action())
                        .orElse("not recorded"))));
        incident.production().ifPresent(production -> production(production, fields));
        incident.surroundings().ifPresent(surroundings -> surroundings(surroundings, fields));
        incident.affected().ifPresent(affected -> affected(affected, fields));
        return new Section("Summary", Block.fields(fields));
    }

    private Optional<Duration> declarationToDeployment() {
        return incident.declaredAt() == null || incident.deployedAt() == null
                ? Optional.empty()
                : Optional.of(Duration.between(incident.declaredAt(), incident.deployedAt()));
    }

    private static void production(Assessed production, List<Field> fields) {
        fields.add(new Field("Repository", Text.code(production.repository())));
        fields.add(new Field(
                "Production when declared",
                Text.of(production.branch() + " at " + production.commit() + ", "
                        + (production.version() == null ? "no version tag" : "version " + production.version()))));
    }

    private static void surroundings(Surroundings surroundings, List<Field> fields) {
        if (!surroundings.open().isEmpty()) {
            fields.add(new Field(
                    "Other open incidents when declared",
                    Text.of(surroundings.open().stream()
                            .map(each -> each.id() + " (" + each.status() + "): " + each.title())
                            .collect(Collectors.joining("\n")))));
        }
        if (!surroundings.undeployed().isEmpty()) {
            fields.add(new Field(
                    "On the production branch beyond " + surroundings.version(),
                    Text.of(surroundings.undeployed().stream()
                            .map(each -> Narration.commit(each.id()) + " " + each.subject())
                            .collect(Collectors.joining("\n")))));
        }
    }

    private static void affected(Affected affected, List<Field> fields) {
        if (!affected.components().isEmpty()) {
            fields.add(new Field(
                    "Affected components",
                    Text.of(affected.components().stream()
                            .map(Overview::component)
                            .collect(Collectors.joining("\n")))));
        }
        fields.add(new Field(
                "Faulty commit",
                affected.faultyCommit() == null ? Text.of("not known") : Text.code(affected.faultyCommit())));
        if (affected.faultyCommit() != null) {
            fields.add(new Field(
                    "Affected versions",
                    Text.of(
                            affected.versions().isEmpty()
                                    ? "no tag contains the faulty commit"
                                    : String.join(", ", affected.versions()))));
        }
    }

    private static String component(Component component) {
        return component.path() + " ("
                + (component.owners().isEmpty() ? "no owner on record" : String.join(", ", component.owners())) + ")";
    }

    private Section people() {
        List<Field> fields = new ArrayList<>();
        fields.add(new Field(
                "Requested by",
                people(incident.events().stream()
                        .filter(event -> event.fact() instanceof Declared)
                        .map(Event::actor))));
        fields.add(new Field("Runs started by", people(incident.runs().stream().map(RunStarted::by))));
        fields.add(new Field(
                "Fix written by",
                people(incident.fix().stream()
                        .flatMap(fix -> fix.commits().stream())
                        .map(commit -> commit.email() == null
                                ? commit.author()
                                : commit.author() + " (" + commit.email() + ")"))));
        fields.add(new Field("Deployment approved by", people(deployApprovals().map(Approved::by))));
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.fields(fields));
        blocks.add(separation());
        blocks.add(review());
        return new Section("Who", blocks);
    }

    private Block review() {
        List<Reviewed> reviews = incident.reviews();
        if (!reviews.isEmpty()) {
            String all = reviews.stream().map(Narration::of).collect(Collectors.joining(" "));
            return reviews.stream().allMatch(Reviewed::inTime) ? Block.paragraph(all) : Block.warning(all);
        }
        return incident.reviewDue() == null
                ? Block.paragraph("The log holds no review after the fact.")
                : Block.warning("Nobody has reviewed it yet. A review by somebody else is due by "
                        + times.at(incident.reviewDue()) + ".");
    }

    /** What was pushed past review, and what people said of it; none in a hotfix. */
    private List<Section> directPush() {
        Optional<DirectPush> push = incident.directPush();
        if (push.isEmpty()) {
            return List.of();
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.paragraph(Narration.of(push.get())));
        blocks.add(Block.table(
                List.of("Commit", "Subject", "Author", "Committed by", "When", "Change", "Files", "Signature"),
                push.get().commits().stream().map(this::pushed).toList()));
        incident.explanation().ifPresent(said -> {
            List<Field> fields = new ArrayList<>();
            fields.add(new Field("Impact", said(said.impact())));
            fields.add(new Field("Duration", said(said.duration())));
            fields.add(new Field("Root cause", said(said.rootCause())));
            fields.add(new Field("Fix", said(said.fix())));
            fields.add(new Field("Prevention", said(String.join("\n", said.prevention()))));
            if (!said.suggested().isEmpty()) {
                fields.add(new Field("Suggested by", Text.of(String.join("\n", said.suggested()))));
            }
            blocks.add(Block.fields(fields));
        });
        return List.of(new Section("Direct push", blocks));
    }

    private List<Text> pushed(PushedCommit commit) {
        return List.of(
                Text.code(commit.id()),
                Text.of(commit.subject()),
                Text.of(commit.author()),
                Text.of(commit.committer()),
                Text.of(times.at(commit.at())),
                Text.of("+" + commit.added() + " −" + commit.deleted()),
                Text.of(String.join("\n", commit.files())),
                Text.of(commit.signature()));
    }

    private Stream<Approved> deployApprovals() {
        return incident.approvals().stream().filter(approved -> approved.gate().equals(DEPLOY));
    }

    /** Separated if at least one of those who approved what was released had no other part in it. */
    private Block separation() {
        List<Approved> approvals = deployApprovals()
                .filter(approved -> incident.fix().isEmpty()
                        || approved.subject().equals(incident.fix().get().tip()))
                .toList();
        if (approvals.isEmpty()) {
            return incident.release().isPresent()
                    ? Block.warning("Separation of duties: the log holds no approval to deploy what was released.")
                    : Block.paragraph("Separation of duties: nothing was released, and nobody approved a deployment.");
        }
        List<String> conflicts = approvals.stream()
                .map(approved -> Separation.conflict(incident, approved.by()).orElse(null))
                .filter(Objects::nonNull)
                .toList();
        if (conflicts.size() < approvals.size()) {
            return Block.paragraph(
                    "Separation of duties: kept. Who approved the deployment neither started the run nor wrote the fix.");
        }
        boolean recorded = incident.waives("separation-of-duties");
        return Block.warning("Separation of duties: not kept. "
                + approvals.get(0).by() + " approved the deployment and " + conflicts.get(0) + "; the exception is "
                + (recorded ? "on record above." : "not on record."));
    }

    private Section approvals() {
        List<Block> blocks = new ArrayList<>();
        if (incident.approvals().isEmpty()) {
            blocks.add(Block.paragraph("The log holds no approval."));
        } else {
            blocks.add(Block.table(
                    List.of("Gate", "Approved by", "When", "Via", "What was approved", "Answers"),
                    incident.approvals().stream().map(this::approval).toList()));
        }
        if (!incident.refusals().isEmpty()) {
            blocks.add(Block.table(
                    List.of("Gate", "Refused to, or by", "Reason", "What it was about"),
                    incident.refusals().stream().map(Overview::refusal).toList()));
        }
        return new Section("Approvals", blocks);
    }

    private List<Text> approval(Approved approved) {
        String answers = approved.answers().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(answer -> answer.getKey() + ": " + answer.getValue())
                .collect(Collectors.joining("\n"));
        return List.of(
                Text.of(approved.gate()),
                Text.of(approved.by()),
                Text.of(times.at(approved.when())),
                Text.of(approved.via()),
                Text.code(approved.subject()),
                Text.of(answers.isEmpty() ? "none" : answers));
    }

    private static List<Text> refusal(Refused refused) {
        return List.of(
                Text.of(refused.gate()),
                Text.of(refused.by()),
                Text.of(refused.reason()),
                Text.code(refused.subject()));
    }

    static Text said(@Nullable String text) {
        return Text.of(text == null || text.isBlank() ? NOT_SAID : text);
    }

    private static Text people(Stream<String> names) {
        String all = names.distinct().collect(Collectors.joining(", "));
        return Text.of(all.isEmpty() ? "nobody on record" : all);
    }
}
