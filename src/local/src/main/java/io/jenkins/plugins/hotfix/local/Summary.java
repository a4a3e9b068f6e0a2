package io.jenkins.plugins.hotfix.local;

import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.Fact.Backported;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.report.Narration;
import io.jenkins.plugins.hotfix.report.Timeline;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * An incident on one screen: where it stands, what is out of order first, then what happened when.
 *
 * @param id the incident's id
 * @param incident what is known of it
 * @param zone in which times are shown
 */
record Summary(String id, Incident incident, ZoneId zone) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(id);
        if (incident.title() != null) {
            lines.add(incident.title());
        }
        lines.add("");
        row(lines, "Status", incident.status().word());
        row(lines, "Severity", Objects.toString(incident.severity(), ""));
        incident.branch().ifPresent(branch -> row(lines, "Branch", branch.branch()));
        incident.release().ifPresent(release -> row(lines, "Tag", release.tag() + " on " + release.branch()));
        incident.backports().forEach(backport -> row(lines, "Backport", backport.target() + ": " + backport.status()));
        List<String> exceptions = exceptions();
        if (!exceptions.isEmpty()) {
            lines.add("");
            lines.add("Out of order");
            exceptions.forEach(exception -> lines.add("  " + exception));
        }
        lines.add("");
        lines.add("Timeline");
        for (Event event : Timeline.of(incident)) {
            lines.add("  " + TIME.format(event.at().atZone(zone)) + "  " + Narration.of(event.fact()));
        }
        return lines;
    }

    private static void row(List<String> lines, String name, String value) {
        if (!value.isEmpty()) {
            lines.add(String.format("%-10s%s", name, value));
        }
    }

    private List<String> exceptions() {
        List<String> exceptions = new ArrayList<>();
        incident.unknown()
                .ifPresent(doubt -> exceptions.add("IN DOUBT: the command for " + doubt.part() + ", begun "
                        + TIME.format(doubt.since().atZone(zone)) + " on " + doubt.where()
                        + "; nobody can tell how it ended. To say what is done: "
                        + Quoted.command() + " resume " + id));
        incident.bypassed().stream().map(Narration::of).forEach(exceptions::add);
        incident.waived()
                .forEach(waived ->
                        exceptions.add(waived.rule() + " set aside by " + waived.by() + ": " + waived.reason()));
        incident.refusals()
                .forEach(refused -> exceptions.add(
                        "gate " + refused.gate() + " refused to " + refused.by() + ": " + refused.reason()));
        incident.backports().stream()
                .filter(backport -> backport.status().equals("conflict")
                        || backport.status().equals("failed"))
                .map(Backported::message)
                .filter(message -> incident.ended()
                        .filter(ended -> ended.message().contains(message))
                        .isEmpty())
                .forEach(exceptions::add);
        incident.ended()
                .filter(ended -> !ended.status().equals("done"))
                .ifPresent(ended -> exceptions.add("the last run ended " + ended.status() + ": " + ended.message()));
        if (incident.ended().isEmpty() && !incident.runs().isEmpty()) {
            exceptions.add("the last run has not ended: it goes on, or was killed");
        }
        incident.followUps()
                .forEach(next -> exceptions.add("still to do: " + next.title() + " (" + next.reason() + ")"));
        return exceptions.stream()
                .map(text -> text.replace("\n", "\n    "))
                .flatMap(String::lines)
                .toList();
    }
}
