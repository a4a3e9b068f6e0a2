package io.jenkins.plugins.hotfix.report;

import com.samskivert.mustache.Template;
import io.jenkins.plugins.hotfix.incident.Fact.TemplateRead;
import io.jenkins.plugins.hotfix.incident.Incident;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Templates that a team keeps in its repository, each in place of the built-in one of the same name. */
public final class TeamTemplates {
    /** Where they are. */
    public static final String DIRECTORY = ".hotfix/templates/";

    /** No longer one is read. */
    public static final int LONGEST = 64 << 10;

    /** What they are called. */
    public static final List<String> NAMES =
            List.of("incident.md", "incident.html", "incident-document.md", "postmortem.md", "release-notes.md");

    private TeamTemplates() {}

    /** Why a text cannot be the template of that name, as the end of a sentence; empty if it can. */
    public static Optional<String> fault(String name, String text, Incident incident, ZoneId zone) {
        try {
            Templates.bounded(
                    name,
                    text,
                    switch (name) {
                        case "incident-document.md" -> new IncidentDocument(incident, zone).page();
                        case "postmortem.md" -> new PostMortem(incident, zone).page();
                        case "release-notes.md" -> new ReleaseNotes(incident, zone).page();
                        default -> new IncidentReport(incident, zone).page();
                    });
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** By the team's template if there is one that can do it, or else by the built-in one. */
    static String render(Incident incident, String name, Template builtIn, Object page) {
        Optional<TemplateRead> own = incident.all(TemplateRead.class).stream()
                .filter(read -> read.name().equals(name))
                .reduce((first, second) -> second)
                .filter(read -> !read.text().isEmpty());
        if (own.isPresent()) {
            try {
                return Templates.bounded(name, own.get().text(), page);
            } catch (IllegalArgumentException outOfBounds) {
                return builtIn.execute(page);
            }
        }
        return builtIn.execute(page);
    }
}
