package io.jenkins.plugins.hotfix.report;

import com.samskivert.mustache.Template;
import io.jenkins.plugins.hotfix.incident.Fact.Affected;
import io.jenkins.plugins.hotfix.incident.Fact.Declared;
import io.jenkins.plugins.hotfix.incident.Fact.Deployed;
import io.jenkins.plugins.hotfix.incident.Fact.FixCollected;
import io.jenkins.plugins.hotfix.incident.Fact.FollowUp;
import io.jenkins.plugins.hotfix.incident.Fact.Mitigated;
import io.jenkins.plugins.hotfix.incident.Fact.PostmortemKept;
import io.jenkins.plugins.hotfix.incident.Fact.Released;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.report.Block.Field;
import io.jenkins.plugins.hotfix.report.Block.Row;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The short report that a repository keeps of an incident: what broke, why, and how it was resolved.
 *
 * @param zone in which times are shown
 */
public record IncidentDocument(Incident incident, ZoneId zone) {
    private static final Template MARKDOWN = Templates.markdown("incident-document.md");
    private static final String UNKNOWN = "not recorded";

    /** What it is called: by the day and the short title. */
    public static String name(Incident incident) {
        return PostMortem.name(incident, "HOTFIX-");
    }

    /** What the postmortem of the incident is called. */
    public static String postmortem(Incident incident) {
        return PostMortem.name(incident, "POSTMORTEM-");
    }

    /** The report as Markdown. It stays the same as long as nothing new happened. */
    public String markdown() {
        return TeamTemplates.render(incident, "incident-document.md", MARKDOWN, page());
    }

    Page page() {
        Times times = new Times(zone);
        Declared declared = incident.declared().orElse(null);
        Optional<PostmortemKept> kept = incident.latest(PostmortemKept.class);
        return new Page(
                Objects.requireNonNullElse(incident.title(), UNKNOWN),
                Objects.requireNonNull(incident.id()),
                String.valueOf(incident.severity()),
                incident.severity() == null ? UNKNOWN : incident.severity().meaning(),
                Text.of(declared == null ? UNKNOWN : declared.description()),
                List.of(
                        new Field("Impact", known(declared == null ? null : declared.impact())),
                        new Field("Scope", known(declared == null ? null : declared.scope())),
                        new Field("Source", known(declared == null ? null : declared.source())),
                        new Field(
                                "Started",
                                started(
                                        declared,
                                        kept.map(PostmortemKept::began).orElse(null),
                                        times)),
                        new Field(
                                "Mitigation",
                                known(incident.mitigation()
                                        .map(Mitigated::action)
                                        .orElse(null)))),
                zone.getId(),
                Milestones.of(incident).stream()
                        .map(event ->
                                new Row(List.of(Text.of(times.at(event.at())), Text.of(Narration.of(event.fact())))))
                        .toList(),
                Text.of(kept.map(PostmortemKept::cause)
                        .filter(cause -> !cause.isEmpty())
                        .orElse(UNKNOWN)),
                incident.latest(Affected.class).map(Narration::of).stream().toList(),
                incident.status().word(),
                resolution(),
                incident.followUps());
    }

    private static Text started(@Nullable Declared declared, @Nullable Instant began, Times times) {
        return began == null ? known(declared == null ? null : declared.since()) : Text.of(times.at(began));
    }

    private static Text known(@Nullable String text) {
        return Text.of(text == null || text.isBlank() ? UNKNOWN : text);
    }

    private List<String> resolution() {
        return Stream.of(
                        Stream.of(
                                        incident.latest(FixCollected.class),
                                        incident.latest(Released.class),
                                        incident.latest(Deployed.class),
                                        incident.verification())
                                .flatMap(Optional::stream),
                        incident.backports().stream())
                .flatMap(facts -> facts)
                .map(Narration::of)
                .toList();
    }

    record Page(
            String title,
            String id,
            String severity,
            String meaning,
            Text description,
            List<Field> impact,
            String zone,
            List<Row> timeline,
            Text cause,
            List<String> affected,
            String status,
            List<String> resolution,
            List<FollowUp> followUps) {}
}
