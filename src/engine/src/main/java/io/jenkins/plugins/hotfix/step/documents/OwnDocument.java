package io.jenkins.plugins.hotfix.step.documents;

import io.jenkins.plugins.hotfix.git.object.TreeEntry;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.incident.Fact.DocumentsUpdated;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.report.IncidentDocument;
import io.jenkins.plugins.hotfix.report.PostMortem;
import java.io.IOException;
import java.time.ZoneId;
import java.util.Optional;

/** A document that an incident has for itself, in a directory of such documents. */
public enum OwnDocument {
    INCIDENT("docs/incidents", "HOTFIX-"),
    POSTMORTEM("docs/decisions", "POSTMORTEM-");

    private final String directory;
    private final String prefix;

    OwnDocument(String directory, String prefix) {
        this.directory = directory;
        this.prefix = prefix;
    }

    /** The file's path; empty if nobody wants it. Where nobody named a directory, it is wanted if others of its kind are there. */
    Optional<String> path(GitRepository git, String tip, DocumentSettings settings, Incident incident)
            throws IOException {
        String name = this == INCIDENT ? IncidentDocument.name(incident) : IncidentDocument.postmortem(incident);
        String named = settings.directories().get(this);
        if (named != null) {
            return named.equals(DocumentSettings.NONE) ? Optional.empty() : Optional.of(named + "/" + name);
        }
        boolean wanted = settings.mode() == DocumentSettings.Mode.ALL
                || settings.mode() == DocumentSettings.Mode.EXISTING
                        && git.files(tip, directory).stream()
                                .anyMatch(file -> file.startsWith(directory + "/" + prefix));
        return wanted ? Optional.of(directory + "/" + name) : Optional.empty();
    }

    String text(Incident incident, ZoneId zone) {
        return this == INCIDENT
                ? new IncidentDocument(incident, zone).markdown()
                : new PostMortem(incident, zone).text();
    }

    /** Whether nobody changed the file since this incident left it there. */
    static boolean isAsLeft(GitRepository git, String tip, String path, Incident incident) throws IOException {
        Optional<TreeEntry> there = git.entry(tip, path);
        if (there.isEmpty()) {
            return true;
        }
        for (DocumentsUpdated updated : incident.all(DocumentsUpdated.class)) {
            if (updated.paths().contains(path)
                    && git.commit(updated.commit()).isPresent()
                    && git.entry(updated.commit(), path).equals(there)) {
                return true;
            }
        }
        return false;
    }
}
