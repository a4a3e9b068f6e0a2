package io.jenkins.plugins.hotfix.report;

import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.json.Json;
import java.time.ZoneId;

/**
 * The incident report.
 *
 * @param zone in which times are shown
 */
public record IncidentReport(Incident incident, ZoneId zone) {

    /** The incident as {@code incident.json}. */
    public String json() {
        return Json.pretty(incident);
    }
}
