package io.jenkins.plugins.hotfix.report;

import com.samskivert.mustache.Template;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.json.Json;
import io.jenkins.plugins.hotfix.json.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The incident report: what the log tells, for the engineer, the approver and, a year later, the auditor.
 *
 * @param zone in which times are shown
 */
public record IncidentReport(Incident incident, ZoneId zone) {
    /** The name of the page's style sheet. */
    public static final String STYLE_FILE = "incident.css";

    private static final Template MARKDOWN = Templates.markdown("incident.md");
    private static final Template HTML = Templates.html("incident.html");
    private static final String STYLE = Templates.text(STYLE_FILE);
    private static final String STYLE_HASH =
            Base64.getEncoder().encodeToString(Sha256.of(STYLE.getBytes(StandardCharsets.UTF_8)));

    /** The incident as {@code incident.json}. */
    public String json() {
        return Json.pretty(incident);
    }

    /** The report as Markdown, for a repository or a ticket. */
    public String markdown() {
        return TeamTemplates.render(incident, "incident.md", MARKDOWN, page());
    }

    /**
     * The report as one HTML page, which runs no script and loads nothing but {@link #STYLE_FILE} beside it. Without that
     * it looks the same.
     */
    public String html() {
        return TeamTemplates.render(incident, "incident.html", HTML, page());
    }

    /** The page's style sheet, for where styles that stand in the page itself are not allowed, as among Jenkins' artifacts. */
    public String style() {
        return STYLE;
    }

    Page page() {
        Times times = new Times(zone);
        ImpactSections impact = new ImpactSections(incident, times);
        List<Section> sections = Stream.of(
                        new Overview(incident, times).sections(),
                        impact.before(),
                        new DeliverySections(incident, times).sections(),
                        new RolloutSections(incident, times).sections(),
                        List.of(new Backports(incident).section()),
                        impact.after(),
                        new Trail(incident, times).sections())
                .flatMap(List::stream)
                .toList();
        return new Page(
                Objects.requireNonNullElse(incident.title(), "Nobody declared an incident"),
                incident.id(),
                String.valueOf(incident.severity()),
                incident.status().word(),
                zone.getId(),
                STYLE_FILE,
                STYLE,
                STYLE_HASH,
                sections.get(0),
                incident.events().isEmpty() ? null : Chart.of(incident, times),
                sections.subList(1, sections.size()));
    }

    record Page(
            String title,
            @Nullable String id,
            String severity,
            String status,
            String zone,
            String styleFile,
            String style,
            String styleHash,
            Section exceptions,
            @Nullable Chart chart,
            List<Section> sections) {}
}
