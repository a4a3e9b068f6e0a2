package io.jenkins.plugins.hotfix.report;

import io.jenkins.plugins.hotfix.incident.Incident;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where documents about an incident stand in a repository: named by day and title, so that they sort by themselves. */
public final class DocumentPath {
    private static final Pattern ID = Pattern.compile("HOTFIX-(\\d{4})(\\d{2})(\\d{2})-([a-z0-9-]+)");
    private static final Pattern UNFIT = Pattern.compile("[^A-Za-z0-9-]+");

    private DocumentPath() {}

    /** As {@code docs/incidents/HOTFIX-2026-01-17-checkout-fails.md}. */
    public static String report(Incident incident, ZoneId zone) {
        return "docs/incidents/HOTFIX-" + name(incident, zone) + ".md";
    }

    /** As {@code docs/decisions/POSTMORTEM-2026-01-17-checkout-fails.md}. */
    public static String postMortem(Incident incident, ZoneId zone) {
        return "docs/decisions/POSTMORTEM-" + name(incident, zone) + ".md";
    }

    /** The day and the short title, from the incident's id; an id of another form is kept after the day. */
    private static String name(Incident incident, ZoneId zone) {
        String id = Objects.requireNonNull(incident.id(), "the incident is not declared");
        Matcher usual = ID.matcher(id);
        return usual.matches()
                ? usual.group(1) + "-" + usual.group(2) + "-" + usual.group(3) + "-" + usual.group(4)
                : LocalDate.ofInstant(Objects.requireNonNull(incident.declaredAt()), zone) + "-"
                        + UNFIT.matcher(id).replaceAll("-");
    }
}
