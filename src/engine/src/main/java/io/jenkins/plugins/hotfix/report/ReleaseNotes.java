package io.jenkins.plugins.hotfix.report;

import com.samskivert.mustache.Template;
import io.jenkins.plugins.hotfix.incident.Fact.CommandRun;
import io.jenkins.plugins.hotfix.incident.Fact.CommitSummary;
import io.jenkins.plugins.hotfix.incident.Fact.Deployed;
import io.jenkins.plugins.hotfix.incident.Fact.FixCollected;
import io.jenkins.plugins.hotfix.incident.Fact.Released;
import io.jenkins.plugins.hotfix.incident.Fact.Replaces;
import io.jenkins.plugins.hotfix.incident.Fact.RollbackPlanned;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.report.ReleaseChanges.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a hotfix changes for those who operate the service: as a document, and as the message of its tag.
 *
 * @param zone in which times are shown
 */
public record ReleaseNotes(Incident incident, ZoneId zone) {
    /** The document's name beside the log. */
    public static final String FILE = "release-notes.md";

    private static final Template MARKDOWN = Templates.markdown(FILE);
    private static final String STEP = "deployProd";
    private static final String MAINTENANCE = "maintenance";

    /** The parts of a deployment in their order, by the setting that has the command. */
    private static final Map<String, String> PARTS = new LinkedHashMap<>();

    static {
        PARTS.put("staging", "Deploy to staging");
        PARTS.put("stagingSmoke", "Smoke test of staging");
        PARTS.put("backup", "Backup");
        PARTS.put("maintenanceOn", "Maintenance mode on");
        PARTS.put("migrateBefore", "Migrations before the deployment");
        PARTS.put("command", "Deploy to production");
        PARTS.put("procedure", "Deploy to production by hand, as described in");
        PARTS.put("migrateAfter", "Migrations after the deployment");
        PARTS.put("clearCaches", "Clear caches");
        PARTS.put("restart", "Restart");
        PARTS.put("maintenanceOff", "Maintenance mode off");
    }

    /** The document. */
    public String markdown() {
        return TeamTemplates.render(incident, FILE, MARKDOWN, page());
    }

    /** The body of the tag's message: plain text, without what is known only later. */
    public String message() {
        List<String> lines = new ArrayList<>();
        lines.add("Changes:");
        commits().forEach(commit -> lines.add("- " + Visible.line(commit.subject(), 100)));
        for (Kind kind : Kind.values()) {
            List<String> files = ReleaseChanges.of(files(), kind);
            lines.add("");
            lines.add(kind.title() + ": " + (files.isEmpty() ? "no changes" : files.size() + " changed"));
            files.stream().limit(20).forEach(file -> lines.add("- " + Visible.line(file, 100)));
        }
        lines.add("");
        lines.add("Downtime is " + planned() + ". The steps of the deployment are in " + FILE + " of the incident.");
        return String.join("\n", lines);
    }

    Object page() {
        Times times = new Times(zone);
        Released release = incident.release().orElse(null);
        return new Page(
                Objects.requireNonNullElse(incident.title(), ""),
                String.valueOf(incident.id()),
                String.valueOf(incident.severity()),
                release == null ? "not tagged yet" : release.tag(),
                release == null ? "" : release.commit(),
                incident.replaces().map(Replaces::version).orElse("no version on record"),
                incident.latest(Deployed.class)
                        .filter(deployed -> deployed.status().equals("succeeded"))
                        .map(deployed -> times.at(deployed.began()))
                        .orElse("not yet"),
                commits().stream().map(CommitSummary::subject).toList(),
                List.of(Kind.values()).stream()
                        .map(kind -> new Changed(kind.title(), ReleaseChanges.of(files(), kind)))
                        .toList(),
                steps(),
                downtime(),
                incident.rollbackPlan().map(RollbackPlanned::command).orElse(null));
    }

    private List<CommitSummary> commits() {
        return incident.fix().map(FixCollected::commits).orElse(List.of());
    }

    private List<String> files() {
        return incident.fix().map(FixCollected::files).orElse(List.of());
    }

    private List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        PARTS.forEach((setting, title) -> configured(setting).ifPresent(value -> steps.add(new Step(title, value))));
        return steps;
    }

    private Optional<String> configured(String setting) {
        return Optional.ofNullable(incident.configuration().sections().get(STEP))
                .map(section -> section.get(setting))
                .map(value -> value.value())
                .map(value -> value instanceof List<?> list
                        ? String.join("; ", list.stream().map(String::valueOf).toList())
                        : String.valueOf(value))
                .filter(value -> !value.isBlank());
    }

    private String planned() {
        return configured("maintenanceOn").isPresent()
                ? "planned, as maintenance mode while it is deployed"
                : "not planned";
    }

    /** How long maintenance mode was on, if it was. */
    private String downtime() {
        Instant on = null;
        Duration length = Duration.ZERO;
        boolean known = false;
        for (CommandRun run : incident.all(CommandRun.class)) {
            if (run.part().equals(MAINTENANCE + "-on")) {
                on = run.began();
            } else if (run.part().equals(MAINTENANCE + "-off") && on != null) {
                length = length.plus(Duration.between(on, run.began().plusMillis(run.millis())));
                known = true;
                on = null;
            }
        }
        return known ? Times.length(length) + " of maintenance mode" : planned();
    }

    private record Changed(String title, List<String> files) {}

    private record Step(String title, String command) {}

    private record Page(
            String title,
            String id,
            String severity,
            String tag,
            String commit,
            String replaced,
            String deployed,
            List<String> commits,
            List<Changed> changes,
            List<Step> steps,
            String downtime,
            @Nullable String rollback) {}
}
