package io.jenkins.plugins.hotfix.report;

import com.samskivert.mustache.Template;
import io.jenkins.plugins.hotfix.incident.Fact.Affected;
import io.jenkins.plugins.hotfix.incident.Fact.Declared;
import io.jenkins.plugins.hotfix.incident.Fact.Deployed;
import io.jenkins.plugins.hotfix.incident.Fact.FixCollected;
import io.jenkins.plugins.hotfix.incident.Fact.FollowUp;
import io.jenkins.plugins.hotfix.incident.Fact.PostmortemDue;
import io.jenkins.plugins.hotfix.incident.Fact.PostmortemKept;
import io.jenkins.plugins.hotfix.incident.Fact.Released;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.report.Block.Field;
import io.jenkins.plugins.hotfix.report.Block.Row;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The draft of a postmortem: what the log knows is filled in, what only people know is left to them.
 *
 * @param zone in which times are shown
 */
public record PostMortem(Incident incident, ZoneId zone) {
    private static final Template MARKDOWN = Templates.markdown("postmortem.md");
    private static final Pattern ID = Pattern.compile("HOTFIX-(\\d{4})(\\d{2})(\\d{2})-([a-z0-9-]+)");
    private static final Pattern UNFIT = Pattern.compile("[^A-Za-z0-9-]+");

    /** What people put on record, or else the draft. */
    public String text() {
        return incident.latest(PostmortemKept.class).map(PostmortemKept::text).orElseGet(this::markdown);
    }

    /** The draft as Markdown. */
    public String markdown() {
        return TeamTemplates.render(incident, "postmortem.md", MARKDOWN, page());
    }

    Page page() {
        Times times = new Times(zone);
        Declared declared = incident.declared().orElse(null);
        PostmortemDue due = incident.latest(PostmortemDue.class).orElse(null);
        return new Page(
                Objects.requireNonNullElse(incident.title(), "Nobody declared an incident"),
                incident.id(),
                String.valueOf(incident.severity()),
                zone.getId(),
                path(),
                due == null ? null : due.owner(),
                due == null ? null : due.due().toString(),
                Text.of(declared == null ? "not said" : declared.description()),
                impact(),
                incident.restoredAt() == null
                        ? null
                        : times.at(incident.restoredAt()) + " (the deployment that a verification confirmed)",
                Milestones.of(incident).stream()
                        .map(event -> new Row(List.of(
                                Text.of(times.at(event.at())),
                                Text.of(event.actor()),
                                Text.of(Narration.of(event.fact())))))
                        .toList(),
                incident.latest(Affected.class).map(Narration::of).stream().toList(),
                fix(),
                Stream.concat(incident.bypassed().stream(), incident.waived().stream())
                        .map(Narration::of)
                        .toList(),
                incident.followUps());
    }

    /** Where it may stand in a repository: named by the day and the short title, so that such documents sort by themselves. */
    private String path() {
        return "docs/decisions/" + name(incident, "POSTMORTEM-");
    }

    /** The name of such a document of an incident. */
    static String name(Incident incident, String kind) {
        String id = Objects.requireNonNullElse(incident.id(), "");
        Matcher usual = ID.matcher(id);
        String name = usual.matches()
                ? usual.group(1) + "-" + usual.group(2) + "-" + usual.group(3) + "-" + usual.group(4)
                : UNFIT.matcher(id).replaceAll("-");
        return kind + name + ".md";
    }

    private List<Field> impact() {
        List<Field> fields = new ArrayList<>();
        incident.declared().ifPresent(declared -> {
            fields.add(new Field("Impact", Overview.said(declared.impact())));
            fields.add(new Field("Scope", Overview.said(declared.scope())));
            fields.add(new Field("Since (as reported)", Overview.said(declared.since())));
        });
        return fields;
    }

    private List<String> fix() {
        return Stream.of(
                        incident.latest(FixCollected.class),
                        incident.latest(Released.class),
                        incident.latest(Deployed.class))
                .flatMap(Optional::stream)
                .map(Narration::of)
                .toList();
    }

    record Page(
            String title,
            @Nullable String id,
            String severity,
            String zone,
            String path,
            @Nullable String owner,
            @Nullable String due,
            Text description,
            List<Field> impact,
            @Nullable String restored,
            List<Row> timeline,
            List<String> cause,
            List<String> fix,
            List<String> exceptions,
            List<FollowUp> followUps) {}
}
