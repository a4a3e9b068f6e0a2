package io.jenkins.plugins.hotfix.local;

import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.Incident.CommandInDoubt;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What is said last of a run that did not end as done: what nobody knows, and what to type now.
 *
 * @param id the incident's id
 * @param incident what is on record of it
 * @param repository as it may be shown
 * @param archiveOption how the archive is named when the command is typed again; empty if it need not be
 * @param zone in which times are shown
 */
record Ending(String id, Incident incident, String repository, String archiveOption, ZoneId zone) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    /**
     * The lines.
     *
     * @param message what was said already of why the run ended
     */
    List<String> lines(String message) {
        List<String> lines = new ArrayList<>();
        incident.unknown()
                .filter(doubt -> !message.contains("nobody can tell how it ended"))
                .ifPresent(doubt -> lines.add(inDoubt(doubt)));
        if (rolledBack()) {
            lines.add("This incident cannot be resumed. When there is another fix: " + Quoted.command() + " run --repo "
                    + Quoted.of(repository) + archiveOption + " --incident TEXT");
        } else {
            lines.add("Go on with: " + Quoted.command() + " resume " + id + archiveOption);
        }
        return lines;
    }

    /** What was rolled back is not deployed again; only a revert that could not be made yet is tried again. */
    private boolean rolledBack() {
        return incident.rollback()
                .filter(rollback -> rollback.status().equals("succeeded"))
                .filter(rollback -> rollback.reverted().equals("none")
                        || rollback.reverted().equals("pushed"))
                .isPresent();
    }

    private String inDoubt(CommandInDoubt doubt) {
        return "IN DOUBT: the command for " + doubt.part() + ", which began "
                + TIME.format(doubt.since().atZone(zone)) + " on " + doubt.where()
                + ", was interrupted, and nobody can tell how it ended. It was not run again: find out what it did, and"
                + " say so at the gate 'interrupted'.";
    }
}
