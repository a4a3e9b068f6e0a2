package io.jenkins.plugins.hotfix.report;

import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.Fact.Approved;
import io.jenkins.plugins.hotfix.incident.Fact.CommandRun;
import io.jenkins.plugins.hotfix.incident.Fact.CommandStarted;
import io.jenkins.plugins.hotfix.incident.Incident;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What was interrupted, and what ran more than once: whoever reads about an incident must know that first. */
final class Interruptions {
    private static final List<String> CHANGING_NOTHING = List.of("critical-tests", "smoke");

    private final Incident incident;
    private final Times times;

    Interruptions(Incident incident, Times times) {
        this.incident = incident;
        this.times = times;
    }

    /** As sentences, the worst first; none if there were none. */
    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        incident.unknown()
                .ifPresent(doubt -> sentences.add("IN DOUBT: the command for " + doubt.part() + ", which began "
                        + times.at(doubt.since()) + " on " + doubt.where()
                        + ", was interrupted, and nobody can tell how"
                        + " it ended."));
        maintenance().ifPresent(sentences::add);
        incident.openCommands().stream()
                .map(started -> "The command for " + started.part()
                        + " began, and how it ended was not on record yet when this was written.")
                .forEach(sentences::add);
        incident.all(CommandRun.class).stream()
                .filter(CommandRun::unknown)
                .map(this::interrupted)
                .forEach(sentences::add);
        repeated().forEach(sentences::add);
        return sentences;
    }

    private Optional<String> maintenance() {
        boolean on = false;
        for (Event event : incident.events()) {
            if (event.fact() instanceof CommandStarted started && started.part().equals("maintenance-on")) {
                on = true;
            } else if (event.fact() instanceof CommandRun run && run.part().equals("maintenance-off")) {
                on = !run.succeeded() && !decided(run, "it finished");
            }
        }
        return on
                ? Optional.of("MAINTENANCE MODE MAY STILL BE ON: it was begun, and no command that ends it succeeded.")
                : Optional.empty();
    }

    private boolean decided(CommandRun run, String answer) {
        return incident.decision(run)
                .filter(approved -> answer.equals(approved.answers().get("ACTION")))
                .isPresent();
    }

    private String interrupted(CommandRun run) {
        String settled = incident.decision(run).map(this::settled).orElse("");
        return "The command for " + run.part() + ", begun " + times.at(run.began()) + ", was interrupted: " + run.tail()
                + "." + settled;
    }

    private String settled(Approved approved) {
        String reason = approved.answers().getOrDefault("REASON", "").strip();
        return " " + approved.by() + " decided: " + approved.answers().get("ACTION")
                + (reason.isEmpty() ? ", without a reason." : ", because: " + reason + ".");
    }

    /** Tests and health checks may run as often as they are needed. */
    private List<String> repeated() {
        Map<String, List<Event>> byPart = new LinkedHashMap<>();
        for (Event event : incident.events()) {
            if (event.fact() instanceof CommandStarted started && !CHANGING_NOTHING.contains(started.part())) {
                byPart.computeIfAbsent(started.part(), part -> new ArrayList<>())
                        .add(event);
            }
        }
        return byPart.entrySet().stream()
                .filter(part -> part.getValue().size() > 1)
                .map(part -> "The command for " + part.getKey() + " ran "
                        + part.getValue().size() + " times: "
                        + part.getValue().stream().map(this::ended).collect(Collectors.joining("; ")) + ".")
                .toList();
    }

    private String ended(Event begun) {
        Instant at = begun.at();
        String id = ((CommandStarted) begun.fact()).id();
        return times.at(at) + ", "
                + incident.all(CommandRun.class).stream()
                        .filter(run -> id.equals(run.id()))
                        .map(CommandRun::status)
                        .findFirst()
                        .orElse("not ended on record");
    }
}
