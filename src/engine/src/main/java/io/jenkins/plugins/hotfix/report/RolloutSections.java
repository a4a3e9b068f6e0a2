package io.jenkins.plugins.hotfix.report;

import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.Fact.Check;
import io.jenkins.plugins.hotfix.incident.Fact.ChecklistAnswered;
import io.jenkins.plugins.hotfix.incident.Fact.RollbackPlanned;
import io.jenkins.plugins.hotfix.incident.Fact.RolledBack;
import io.jenkins.plugins.hotfix.incident.Fact.Verified;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.report.Block.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How the deployment was prepared, what was measured after it, and the way back if it was taken. */
final class RolloutSections {
    private final Incident incident;
    private final Times times;

    RolloutSections(Incident incident, Times times) {
        this.incident = incident;
        this.times = times;
    }

    List<Section> sections() {
        List<Section> sections = new ArrayList<>();
        sections.add(preparation());
        sections.add(samples());
        List<RolledBack> rollbacks = incident.all(RolledBack.class);
        if (!rollbacks.isEmpty()) {
            sections.add(new Section(
                    "Rollback",
                    rollbacks.stream()
                            .flatMap(rollback -> rollback(rollback).stream())
                            .toList()));
        }
        return sections;
    }

    private Section preparation() {
        List<Block> blocks = new ArrayList<>();
        incident.latest(ChecklistAnswered.class)
                .ifPresentOrElse(
                        checklist -> blocks.add(Block.table(
                                List.of("Point", "Answer", "By"),
                                checklist.items().stream()
                                        .map(item -> List.of(
                                                Text.of(item.item()), Text.of(item.answer()), Text.of(item.by())))
                                        .toList())),
                        () -> blocks.add(Block.paragraph("The log holds no checklist before the deployment.")));
        incident.latest(RollbackPlanned.class)
                .ifPresentOrElse(
                        plan -> blocks.add(Block.fields(plan(plan))),
                        () -> blocks.add(Block.paragraph("The log holds no rollback plan.")));
        return new Section("Preparation", blocks);
    }

    private static List<Field> plan(RollbackPlanned plan) {
        return List.of(
                new Field("Rollback plan", Text.code(plan.file())),
                new Field("SHA-256 of the plan", Text.code(plan.sha256())),
                new Field(
                        "Goes back to", Text.of(plan.returnsTo() == null ? "no version on record" : plan.returnsTo())),
                new Field("Command", plan.command() == null ? Text.of("by hand") : Text.code(plan.command())));
    }

    private Section samples() {
        List<Verified> samples = incident.all(Verified.class);
        if (samples.isEmpty()) {
            return new Section(
                    "Verification",
                    Block.paragraph("The log holds no verification of production after the deployment."));
        }
        return new Section(
                "Verification",
                Block.plots(plots()),
                Block.table(
                        List.of("Of", "Sample", "Outcome", "Check", "Check's outcome", "Value", "Compared with", "Why"),
                        samples.stream().flatMap(RolloutSections::rows).toList()));
    }

    /** What was measured as numbers, each check as a line. */
    private List<Plot> plots() {
        Map<String, List<Plot.Value>> values = new LinkedHashMap<>();
        Map<String, Double> baselines = new LinkedHashMap<>();
        for (Event event : incident.events()) {
            if (event.fact() instanceof Verified sample && !sample.of().equals("baseline")) {
                for (Check check : sample.checks()) {
                    String name = check.name() + " (" + sample.of() + ")";
                    number(check.baseline()).ifPresent(value -> baselines.put(name, value));
                    number(check.value())
                            .ifPresent(value -> values.computeIfAbsent(name, each -> new ArrayList<>())
                                    .add(new Plot.Value(
                                            value,
                                            check.outcome().equals("pass"),
                                            times.at(event.at()) + ": " + check.value())));
                }
            }
        }
        return values.entrySet().stream()
                .flatMap(entry -> Plot.of(
                        entry.getKey(),
                        entry.getValue(),
                        baselines.containsKey(entry.getKey())
                                ? OptionalDouble.of(baselines.get(entry.getKey()))
                                : OptionalDouble.empty())
                        .stream())
                .toList();
    }

    private static OptionalDouble number(@Nullable String measured) {
        try {
            double value = measured == null ? Double.NaN : Double.parseDouble(measured);
            return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
        } catch (NumberFormatException text) {
            return OptionalDouble.empty();
        }
    }

    private static Stream<List<Text>> rows(Verified sample) {
        return sample.checks().isEmpty()
                ? Stream.of(Stream.of(
                                sample.of(),
                                String.valueOf(sample.sample()),
                                sample.status(),
                                "none",
                                "",
                                "",
                                "",
                                sample.because())
                        .map(Text::of)
                        .toList())
                : sample.checks().stream().map(check -> row(sample, check));
    }

    private static List<Text> row(Verified sample, Check check) {
        return List.of(
                Text.of(sample.of()),
                Text.of(String.valueOf(sample.sample())),
                Text.of(sample.status()),
                Text.of(check.name()),
                Text.of(check.level().equals("none") ? check.outcome() : check.outcome() + " (" + check.level() + ")"),
                Text.code(check.value() == null ? "no data" : check.value()),
                Text.code(check.baseline() == null ? "" : check.baseline()),
                Text.of(check.because()));
    }

    private List<Block> rollback(RolledBack rollback) {
        return List.of(
                Block.warning(Narration.of(rollback)),
                Block.fields(List.of(
                        new Field("Began", Text.of(times.at(rollback.began()))),
                        new Field("Took", Text.of(Times.length(Duration.ofMillis(rollback.millis())))),
                        new Field("Command", Text.code(rollback.command())),
                        new Field(
                                "Merge on the production branch",
                                Text.of(
                                        switch (rollback.reverted()) {
                                            case "none" -> "stays";
                                            case "pushed" ->
                                                "reverted in " + rollback.commit() + ", tag " + rollback.tag();
                                            default -> "not reverted: " + rollback.reverted();
                                        })),
                        new Field("Outcome", Text.of(rollback.message())))));
    }
}
