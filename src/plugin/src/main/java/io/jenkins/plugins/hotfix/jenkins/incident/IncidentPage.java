package io.jenkins.plugins.hotfix.jenkins.incident;

import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.Fact.Approved;
import io.jenkins.plugins.hotfix.incident.Fact.Backported;
import io.jenkins.plugins.hotfix.incident.Fact.CommandRun;
import io.jenkins.plugins.hotfix.incident.Fact.FixCollected;
import io.jenkins.plugins.hotfix.incident.Fact.ReportWritten;
import io.jenkins.plugins.hotfix.incident.Fact.RollbackPlanned;
import io.jenkins.plugins.hotfix.incident.Fact.RunEnded;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.Status;
import io.jenkins.plugins.hotfix.report.Narration;
import io.jenkins.plugins.hotfix.report.Timeline;
import java.io.IOException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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

    /** A line of the timeline; its time is also in milliseconds, for the reader's own zone. */
    public record Line(String time, long millis, String actor, String text) {
        public String getTime() {
            return time;
        }

        public long getMillis() {
            return millis;
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

    /** The status as the end of a CSS class. */
    public String getStatusStyle() {
        return switch (incident.status()) {
            case DEPLOYMENT_FAILED, BREACHED, ROLLBACK_FAILED -> "failed";
            case ROLLED_BACK, ABANDONED, DECLINED -> "ended";
            case DEPLOYED, RESOLVED -> "good";
            default -> "open";
        };
    }

    /** Why the newest run of the incident ended early; null if it goes on, or did what it was for. */
    public @Nullable String getFailure() {
        return incident.ended()
                .filter(ended -> !ended.status().equals("done"))
                .map(RunEnded::message)
                .orElse(null);
    }

    /** Whether another run can go on where this one ended. */
    public boolean isResumable() {
        return incident.id() != null
                && getFailure() != null
                && !Set.of(Status.ABANDONED, Status.DECLINED, Status.ROLLED_BACK, Status.RESOLVED)
                        .contains(incident.status());
    }

    /** Whether whoever reads this may start the job. */
    public boolean isStartable() {
        return run.getParent().hasPermission(Item.BUILD);
    }

    /** The address of the job, below the controller's. */
    public String getJob() {
        return run.getParent().getUrl();
    }

    /** The branches that still lack the fix. */
    public List<Backported> getOpenBackports() {
        return incident.backports().stream()
                .filter(backport -> Set.of("proposed", "conflict", "failed").contains(backport.status()))
                .toList();
    }

    /** Commands as lines, to be copied. */
    public String lines(List<String> commands) {
        return String.join("\n", commands);
    }

    /** Who passed which gate. */
    public List<Approved> getApprovals() {
        return incident.approvals();
    }

    /** Commands that ran, newest first. */
    public List<CommandRun> getCommands() {
        List<CommandRun> commands = new ArrayList<>(incident.commands());
        Collections.reverse(commands);
        return commands;
    }

    /** The fix; null until it was collected. */
    public @Nullable FixCollected getFix() {
        return incident.fix().orElse(null);
    }

    /** The tag of the release; null until there is one. */
    public @Nullable String getTag() {
        return incident.release().map(release -> release.tag()).orElse(null);
    }

    /** A commit's id as people read it. */
    public String abbreviated(String commit) {
        return commit.substring(0, Math.min(12, commit.length()));
    }

    /** A time that something took. */
    public String duration(long millis) {
        return Util.getTimeSpanString(millis);
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
                TIME.format(event.at().atZone(ZoneId.systemDefault())),
                event.at().toEpochMilli(),
                event.actor(),
                Narration.of(event.fact()));
    }
}
