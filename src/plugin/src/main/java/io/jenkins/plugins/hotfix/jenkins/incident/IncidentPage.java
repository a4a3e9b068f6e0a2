package io.jenkins.plugins.hotfix.jenkins.incident;

import hudson.model.Run;
import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.Fact.ReportWritten;
import io.jenkins.plugins.hotfix.incident.Fact.RollbackPlanned;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.report.Narration;
import io.jenkins.plugins.hotfix.report.Timeline;
import java.io.IOException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the build's page shows of the incident. Everything is plain text; the view escapes it. */
public final class IncidentPage {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final Run<?, ?> run;
    private final Incident incident;
    private final @Nullable String problem;

    IncidentPage(Run<?, ?> run, IncidentAction action) {
        this.run = run;
        Incident known = Incident.of(List.of());
        String broken = null;
        try {
            known = action.incident();
        } catch (IOException e) {
            broken = e.getMessage();
        }
        this.incident = known;
        this.problem = broken;
    }

    /** A line of the timeline. */
    public record Line(String time, String actor, String text) {
        public String getTime() {
            return time;
        }

        public String getActor() {
            return actor;
        }

        public String getText() {
            return text;
        }
    }

    /** Why there is nothing to show; null where there is. */
    public @Nullable String getProblem() {
        return problem;
    }

    public @Nullable String getId() {
        return incident.id();
    }

    public @Nullable String getTitle() {
        return incident.title();
    }

    public String getSeverity() {
        return Objects.toString(incident.severity(), "");
    }

    /** How far the incident came, in a word. */
    public String getStatus() {
        return incident.status().word();
    }

    /** The gates that wait for an answer. */
    public List<String> getWaiting() {
        return Gates.waiting(run);
    }

    /** The protections that were bypassed and the rules that were set aside. */
    public List<String> getExceptions() {
        return Stream.concat(incident.bypassed().stream(), incident.waived().stream())
                .map(Narration::of)
                .toList();
    }

    /** The documents that were archived, by their path among the build's artifacts; the way back first. */
    public List<String> getDocuments() {
        return Stream.concat(
                        incident.all(RollbackPlanned.class).stream().map(RollbackPlanned::file),
                        incident.all(ReportWritten.class).stream().map(ReportWritten::path))
                .distinct()
                .toList();
    }

    /** Everything that happened, oldest first. */
    public List<Line> getTimeline() {
        return Timeline.of(incident).stream().map(IncidentPage::line).toList();
    }

    private static Line line(Event event) {
        return new Line(
                TIME.format(event.at().atZone(ZoneId.systemDefault())), event.actor(), Narration.of(event.fact()));
    }
}
