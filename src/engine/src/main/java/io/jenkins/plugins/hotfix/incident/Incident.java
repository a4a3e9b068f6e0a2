package io.jenkins.plugins.hotfix.incident;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.jenkins.plugins.hotfix.config.Configuration;
import io.jenkins.plugins.hotfix.incident.Fact.Abandoned;
import io.jenkins.plugins.hotfix.incident.Fact.Affected;
import io.jenkins.plugins.hotfix.incident.Fact.Approved;
import io.jenkins.plugins.hotfix.incident.Fact.Assessed;
import io.jenkins.plugins.hotfix.incident.Fact.BackportForecast;
import io.jenkins.plugins.hotfix.incident.Fact.Backported;
import io.jenkins.plugins.hotfix.incident.Fact.BranchPlanned;
import io.jenkins.plugins.hotfix.incident.Fact.Branched;
import io.jenkins.plugins.hotfix.incident.Fact.ChecklistAnswered;
import io.jenkins.plugins.hotfix.incident.Fact.CleanedUp;
import io.jenkins.plugins.hotfix.incident.Fact.CommandRun;
import io.jenkins.plugins.hotfix.incident.Fact.CommandStarted;
import io.jenkins.plugins.hotfix.incident.Fact.Configured;
import io.jenkins.plugins.hotfix.incident.Fact.Declared;
import io.jenkins.plugins.hotfix.incident.Fact.Declined;
import io.jenkins.plugins.hotfix.incident.Fact.Deployed;
import io.jenkins.plugins.hotfix.incident.Fact.DeploymentStarted;
import io.jenkins.plugins.hotfix.incident.Fact.DirectPush;
import io.jenkins.plugins.hotfix.incident.Fact.DocumentsUpdated;
import io.jenkins.plugins.hotfix.incident.Fact.Explained;
import io.jenkins.plugins.hotfix.incident.Fact.FixCollected;
import io.jenkins.plugins.hotfix.incident.Fact.FollowUp;
import io.jenkins.plugins.hotfix.incident.Fact.Halted;
import io.jenkins.plugins.hotfix.incident.Fact.LockAwaited;
import io.jenkins.plugins.hotfix.incident.Fact.LockTaken;
import io.jenkins.plugins.hotfix.incident.Fact.MergeAwaited;
import io.jenkins.plugins.hotfix.incident.Fact.Mitigated;
import io.jenkins.plugins.hotfix.incident.Fact.Overridden;
import io.jenkins.plugins.hotfix.incident.Fact.ProcedureShown;
import io.jenkins.plugins.hotfix.incident.Fact.ProtectionBypassed;
import io.jenkins.plugins.hotfix.incident.Fact.PutBack;
import io.jenkins.plugins.hotfix.incident.Fact.Refused;
import io.jenkins.plugins.hotfix.incident.Fact.ReleaseProposed;
import io.jenkins.plugins.hotfix.incident.Fact.Released;
import io.jenkins.plugins.hotfix.incident.Fact.Replaces;
import io.jenkins.plugins.hotfix.incident.Fact.ReportWritten;
import io.jenkins.plugins.hotfix.incident.Fact.RequestEnded;
import io.jenkins.plugins.hotfix.incident.Fact.RequestStarted;
import io.jenkins.plugins.hotfix.incident.Fact.ReviewDue;
import io.jenkins.plugins.hotfix.incident.Fact.Reviewed;
import io.jenkins.plugins.hotfix.incident.Fact.Rewound;
import io.jenkins.plugins.hotfix.incident.Fact.RollbackPlanned;
import io.jenkins.plugins.hotfix.incident.Fact.RolledBack;
import io.jenkins.plugins.hotfix.incident.Fact.RunArguments;
import io.jenkins.plugins.hotfix.incident.Fact.RunEnded;
import io.jenkins.plugins.hotfix.incident.Fact.RunStarted;
import io.jenkins.plugins.hotfix.incident.Fact.Scanned;
import io.jenkins.plugins.hotfix.incident.Fact.SecurityRelated;
import io.jenkins.plugins.hotfix.incident.Fact.Surroundings;
import io.jenkins.plugins.hotfix.incident.Fact.TestsRun;
import io.jenkins.plugins.hotfix.incident.Fact.Verified;
import io.jenkins.plugins.hotfix.incident.Fact.Waived;
import io.jenkins.plugins.hotfix.json.Json;
import java.io.Serializable;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An incident as its events tell it. Immutable; its JSON form is {@code incident.json}. */
@JsonAutoDetect(
        getterVisibility = Visibility.NONE,
        isGetterVisibility = Visibility.NONE,
        fieldVisibility = Visibility.NONE)
@JsonPropertyOrder({
    "id",
    "title",
    "severity",
    "status",
    "hotfix",
    "declaredAt",
    "deployedAt",
    "endedAt",
    "bypassed",
    "waived",
    "overrides",
    "rewound",
    "unknown",
    "given",
    "configuration",
    "declared",
    "production",
    "surroundings",
    "affected",
    "directPush",
    "explanation",
    "reviewDue",
    "reviews",
    "declined",
    "abandoned",
    "mitigation",
    "branch",
    "fix",
    "tested",
    "tests",
    "approvals",
    "approvedGates",
    "refusals",
    "waiting",
    "awaited",
    "proposal",
    "replaces",
    "release",
    "rollbackPlan",
    "checklist",
    "procedure",
    "commands",
    "deployment",
    "baseline",
    "verification",
    "kept",
    "rollback",
    "rollbackDecided",
    "rollingBack",
    "restoredAt",
    "forecast",
    "backports",
    "followUps",
    "documents",
    "cleanup",
    "reports",
    "runs",
    "ended",
    "log"
})
public final class Incident implements Serializable {
    /** The gate at which somebody says what is done about a command of which nobody can tell how it ended. */
    public static final String INTERRUPTED = "interrupted";

    /** What somebody may say there of a deployment. */
    public static final String ROLL_BACK = "roll back";

    /** The gate that asks what to do after tests that failed. */
    public static final String RETRY = "retry";

    /** What is answered at it: the fix is released although its tests did not pass. */
    public static final String WAIVE_TESTS = "release in spite of the tests";

    private static final long serialVersionUID = 1;

    private final List<Event> events;

    /**
     * The hashes of the first events, as far as they come from a log. A log of an older version has entries that this
     * one would write otherwise, so they are not worked out again.
     */
    private final List<String> hashes;

    private Incident(List<Event> events, List<String> hashes) {
        this.events = List.copyOf(events);
        this.hashes = List.copyOf(hashes);
    }

    /** The incident that these events add up to, oldest first. No events: an incident that nobody declared. */
    public static Incident of(List<Event> events) {
        return new Incident(events, List.of());
    }

    /** The incident that these entries of a log add up to, all of them from the first on. */
    static Incident logged(List<LogEntry> entries) {
        return new Incident(
                entries.stream().map(LogEntry::event).toList(),
                entries.stream().map(LogEntry::hash).toList());
    }

    /** The incident once these events have happened, too. */
    public Incident with(List<Event> later) {
        return new Incident(Stream.concat(events.stream(), later.stream()).toList(), hashes);
    }

    /** Everything that happened, oldest first. */
    public List<Event> events() {
        return events;
    }

    /** The incident's JSON form as a plain map: what every pipeline step returns. */
    public Map<String, Object> asMap() {
        return Json.map(this);
    }

    /** The newest fact of a kind. */
    public <F extends Fact> Optional<F> latest(Class<F> kind) {
        List<F> all = all(kind);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    /** All facts of a kind, oldest first. */
    public <F extends Fact> List<F> all(Class<F> kind) {
        return events.stream()
                .map(Event::fact)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /** When the newest event of a kind happened. */
    public Optional<Instant> when(Class<? extends Fact> kind) {
        return events.stream()
                .filter(event -> kind.isInstance(event.fact()))
                .map(Event::at)
                .reduce((first, second) -> second);
    }

    /** Its identity, as {@code HOTFIX-20260117-checkout-fails}; null before it is declared. */
    @JsonProperty("id")
    public @Nullable String id() {
        return declared().map(Declared::id).orElse(null);
    }

    @JsonProperty("title")
    public @Nullable String title() {
        return declared().map(Declared::title).orElse(null);
    }

    @JsonProperty("severity")
    public @Nullable Severity severity() {
        return declared().map(Declared::severity).orElse(null);
    }

    /** How far it came; see {@link Status}. */
    @JsonProperty("status")
    public Status status() {
        return Status.of(this);
    }

    /** Whether it goes the emergency path: declared, and not declined. */
    @JsonProperty("hotfix")
    public boolean hotfix() {
        return declared().isPresent() && declined().isEmpty();
    }

    /** When it was first declared; what was learned of it later does not move this. */
    @JsonProperty("declaredAt")
    public @Nullable Instant declaredAt() {
        return events.stream()
                .filter(event -> event.fact() instanceof Declared)
                .map(Event::at)
                .findFirst()
                .orElse(null);
    }

    /** When the fix first ran in production; null if no deployment of it succeeded. */
    @JsonProperty("deployedAt")
    public @Nullable Instant deployedAt() {
        return events.stream()
                .filter(event -> event.fact() instanceof Deployed deployed
                        && deployed.status().equals("succeeded"))
                .map(Event::at)
                .findFirst()
                .orElse(null);
    }

    @JsonProperty("endedAt")
    public @Nullable Instant endedAt() {
        return when(RunEnded.class).orElse(null);
    }

    @JsonProperty("declared")
    public Optional<Declared> declared() {
        return latest(Declared.class);
    }

    @JsonProperty("production")
    public Optional<Assessed> production() {
        return latest(Assessed.class);
    }

    /** What surrounded it at the alarm; empty if there was nothing to say. */
    @JsonProperty("surroundings")
    public Optional<Surroundings> surroundings() {
        return latest(Surroundings.class);
    }

    @JsonProperty("affected")
    public Optional<Affected> affected() {
        return latest(Affected.class);
    }

    /** What was pushed straight to production, as it was found or chosen last. */
    @JsonProperty("directPush")
    public Optional<DirectPush> directPush() {
        return latest(DirectPush.class);
    }

    /** What people said of it afterwards. */
    @JsonProperty("explanation")
    public Optional<Explained> explanation() {
        return latest(Explained.class);
    }

    /** Until when somebody must review what nobody reviewed before; null if nothing is due. */
    @JsonProperty("reviewDue")
    public @Nullable Instant reviewDue() {
        return latest(ReviewDue.class).map(ReviewDue::until).orElse(null);
    }

    /** The reviews after the fact, oldest first. */
    @JsonProperty("reviews")
    public List<Reviewed> reviews() {
        return all(Reviewed.class);
    }

    /** Whether the newest review after the fact accepted it. */
    public boolean accepted() {
        return latest(Reviewed.class)
                .filter(review -> review.verdict().equals("accepted"))
                .isPresent();
    }

    /** Why it can wait; empty once somebody said later that it cannot. */
    @JsonProperty("declined")
    public Optional<Declined> declined() {
        Declined declined = null;
        for (Event event : events) {
            if (event.fact() instanceof Declined now) {
                declined = now;
            } else if (event.fact() instanceof Declared again
                    && again.severity().hotfix()) {
                declined = null;
            }
        }
        return Optional.ofNullable(declined);
    }

    /** Who closed it although it was not finished, and why. */
    @JsonProperty("abandoned")
    public Optional<Abandoned> abandoned() {
        return latest(Abandoned.class);
    }

    @JsonProperty("mitigation")
    public Optional<Mitigated> mitigation() {
        return latest(Mitigated.class);
    }

    @JsonProperty("branch")
    public Optional<Branched> branch() {
        return latest(Branched.class);
    }

    /** Where this incident was about to make a branch when its run was cut off, or made it. */
    public Optional<String> planned(String branch) {
        return all(BranchPlanned.class).stream()
                .filter(planned -> planned.branch().equals(branch))
                .reduce((first, second) -> second)
                .map(BranchPlanned::from);
    }

    /** Whether this incident made the branch. */
    public boolean made(String branch) {
        return all(Branched.class).stream()
                .filter(made -> made.branch().equals(branch))
                .anyMatch(made -> !made.reused() || planned(branch).isPresent());
    }

    @JsonProperty("fix")
    public Optional<FixCollected> fix() {
        return latest(FixCollected.class);
    }

    /** What is approved at a gate: the fix as it is now, or the incident while there is no fix. */
    public String subject() {
        return fix().map(FixCollected::tip).orElseGet(() -> Objects.requireNonNull(id()));
    }

    /** Whether the fix as it is now may be released as far as tests go: they passed, or somebody waived them. */
    @JsonProperty("tested")
    public boolean tested() {
        return testsPassed() || testsWaived().isPresent();
    }

    /** Who decided that the fix as it is now is released although its critical tests did not pass. */
    public Optional<Approved> testsWaived() {
        return fix().flatMap(fix -> approval(RETRY, fix.tip()))
                .filter(approved -> WAIVE_TESTS.equals(approved.answers().get("ACTION")));
    }

    /** Whether the critical tests passed on the fix as it is now. */
    public boolean testsPassed() {
        Optional<FixCollected> fix = fix();
        return latest(TestsRun.class)
                .filter(tests -> tests.status().equals("passed"))
                .filter(tests ->
                        fix.isPresent() && tests.commit().equals(fix.get().tip()))
                .isPresent();
    }

    /** Whether it is about security. */
    public boolean securityRelated() {
        return latest(SecurityRelated.class).filter(SecurityRelated::related).isPresent();
    }

    /** The scan of the fix as it is now; empty if there was none. */
    public Optional<Scanned> scan() {
        return latest(Scanned.class)
                .filter(scan ->
                        fix().filter(fix -> fix.tip().equals(scan.commit())).isPresent());
    }

    @JsonProperty("tests")
    public List<TestsRun> tests() {
        return all(TestsRun.class);
    }

    @JsonProperty("approvals")
    public List<Approved> approvals() {
        return all(Approved.class);
    }

    /** The gates that were passed, and for what; none that was passed before something else was overridden. */
    @JsonProperty("approvedGates")
    public Map<String, String> approvedGates() {
        Map<String, String> subjects = new LinkedHashMap<>();
        since(List.of(Overridden.class)).approvals().forEach(each -> subjects.put(each.gate(), each.subject()));
        return subjects;
    }

    /** The newest approval of a gate, if it was for this subject and knew of all that is overridden. */
    public Optional<Approved> approval(String gate, String subject) {
        return since(List.of(Overridden.class)).approvals().stream()
                .filter(approved ->
                        approved.gate().equals(gate) && approved.subject().equals(subject))
                .reduce((first, second) -> second);
    }

    @JsonProperty("refusals")
    public List<Refused> refusals() {
        return all(Refused.class);
    }

    @JsonProperty("waived")
    public List<Waived> waived() {
        return all(Waived.class);
    }

    /** The protections of the remote that pushes went past, oldest first. */
    @JsonProperty("bypassed")
    public List<ProtectionBypassed> bypassed() {
        return all(ProtectionBypassed.class);
    }

    /** Whether a rule was set aside. */
    public boolean waives(String rule) {
        return waived().stream().anyMatch(waived -> waived.rule().equals(rule));
    }

    @JsonProperty("followUps")
    public List<FollowUp> followUps() {
        return all(FollowUp.class);
    }

    /** What it waits for until its turn has come; empty if it does not wait. */
    @JsonProperty("waiting")
    public Optional<LockAwaited> waiting() {
        return sinceItCame().latest(LockAwaited.class);
    }

    /** What the pull request of the release lacks, of the fix as it is; empty if it lacks nothing, or the release is there. */
    @JsonProperty("awaited")
    public Optional<MergeAwaited> awaited() {
        Optional<String> tip = fix().map(FixCollected::tip);
        return since(List.of(RunStarted.class, Released.class, Halted.class))
                .latest(MergeAwaited.class)
                .filter(each -> tip.equals(Optional.of(each.commit())));
    }

    /** What happened since it began to wait, or did not wait. */
    public Incident sinceItCame() {
        return since(List.of(RunStarted.class, LockTaken.class, Released.class, Halted.class, RunEnded.class));
    }

    /** The release that waits for somebody to merge it; empty once there is one. */
    @JsonProperty("proposal")
    public Optional<ReleaseProposed> proposal() {
        return release().isPresent() ? Optional.empty() : latest(ReleaseProposed.class);
    }

    /** What the release replaces, and what a rollback returns to; empty before the release. */
    @JsonProperty("replaces")
    public Optional<Replaces> replaces() {
        return latest(Replaces.class);
    }

    @JsonProperty("release")
    public Optional<Released> release() {
        return latest(Released.class);
    }

    @JsonProperty("deployment")
    public Optional<Deployed> deployment() {
        return latest(Deployed.class);
    }

    /** The way back from the release; empty if none was written for it. */
    @JsonProperty("rollbackPlan")
    public Optional<RollbackPlanned> rollbackPlan() {
        return latest(RollbackPlanned.class)
                .filter(plan -> release()
                        .filter(release -> release.commit().equals(plan.commit()))
                        .isPresent());
    }

    @JsonProperty("checklist")
    public Optional<ChecklistAnswered> checklist() {
        return latest(ChecklistAnswered.class);
    }

    /** The deployment by hand that is going on. */
    @JsonProperty("procedure")
    public Optional<ProcedureShown> procedure() {
        return since(List.of(Deployed.class)).latest(ProcedureShown.class);
    }

    @JsonProperty("commands")
    public List<CommandRun> commands() {
        return all(CommandRun.class);
    }

    /** The commands that began and of which nobody put on record how they ended, oldest first. */
    public List<CommandStarted> openCommands() {
        Set<String> ended = all(CommandRun.class).stream()
                .map(CommandRun::id)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return all(CommandStarted.class).stream()
                .filter(started -> !ended.contains(started.id()))
                .toList();
    }

    /** The requests that began and of which nobody put on record how they ended, oldest first; each id at most once. */
    public List<RequestStarted> openRequests() {
        Map<String, RequestStarted> open = new LinkedHashMap<>();
        for (Event event : events) {
            if (event.fact() instanceof RequestStarted started) {
                open.put(started.id(), started);
            } else if (event.fact() instanceof RequestEnded ended) {
                open.remove(ended.id());
            }
        }
        return List.copyOf(open.values());
    }

    /** How often a request of this id began. */
    public int requests(String id) {
        return (int) all(RequestStarted.class).stream()
                .filter(started -> started.id().equals(id))
                .count();
    }

    /** How the newest request of this id ended; empty if there was none, or it has no end on record. */
    public Optional<RequestEnded> request(String id) {
        RequestEnded newest = null;
        for (Event event : events) {
            if (event.fact() instanceof RequestStarted started && started.id().equals(id)) {
                newest = null;
            } else if (event.fact() instanceof RequestEnded ended && ended.id().equals(id)) {
                newest = ended;
            }
        }
        return Optional.ofNullable(newest);
    }

    /**
     * A command that began and of which nobody can tell how it ended: somebody has to say what is done about it. Empty
     * if there is none, or somebody said so.
     */
    @JsonProperty("unknown")
    public Optional<CommandInDoubt> unknown() {
        return all(CommandRun.class).stream()
                .filter(CommandRun::unknown)
                .filter(run -> !begunSince(run) && decision(run).isEmpty())
                .reduce((first, second) -> second)
                .map(this::inDoubt);
    }

    private boolean begunSince(CommandRun run) {
        Incident since = after(run);
        return since.all(CommandStarted.class).stream()
                        .anyMatch(started -> started.part().equals(run.part()))
                || since.latest(Deployed.class).isPresent()
                || since.latest(TestsRun.class).isPresent()
                || since.latest(RolledBack.class).isPresent();
    }

    /** Whether a rollback of the newest deployment was decided or begun, and has not ended yet: that is finished first. */
    @JsonProperty("rollingBack")
    public boolean rollingBack() {
        Incident since = since(List.of(Deployed.class, RolledBack.class));
        boolean decided = since.approvals().stream()
                .anyMatch(approved -> approved.gate().equals("rollback")
                        && !"keep".equals(approved.answers().get("ACTION")));
        boolean begun = since.all(CommandStarted.class).stream()
                .anyMatch(started -> started.step().equals("rollbackProd"));
        return deployment().isPresent() && rollback().isEmpty() && (decided || begun || rollbackDecided());
    }

    /** Whether somebody said, asked about a command of the newest deployment, to roll back. */
    @JsonProperty("rollbackDecided")
    public boolean rollbackDecided() {
        return since(List.of(DeploymentStarted.class)).approvals().stream()
                .anyMatch(approved -> approved.gate().equals(INTERRUPTED)
                        && ROLL_BACK.equals(approved.answers().get("ACTION")));
    }

    /** What somebody said about a command of which nobody can tell how it ended; empty if nobody did. */
    public Optional<Approved> decision(CommandRun run) {
        return after(run).approvals().stream()
                .filter(approved -> approved.gate().equals(INTERRUPTED))
                .filter(approved ->
                        !approved.answers().getOrDefault("ACTION", "").isBlank())
                .reduce((first, second) -> second);
    }

    private CommandInDoubt inDoubt(CommandRun run) {
        Event began = events.stream()
                .filter(event -> event.fact() instanceof CommandStarted started
                        && started.id().equals(run.id()))
                .findFirst()
                .orElseThrow();
        CommandStarted started = (CommandStarted) began.fact();
        return new CommandInDoubt(
                started.step(), run.part(), run.command(), began.at(), began.actor(), started.where(), run.tail());
    }

    /**
     * A command of which nobody can tell how it ended.
     *
     * @param since when it began
     * @param by on whose behalf
     * @param where the machine that it ran on
     * @param because why nobody can tell
     */
    public record CommandInDoubt(
            String step, String part, String command, Instant since, String by, String where, String because)
            implements Serializable {}

    private Incident after(Fact fact) {
        for (int i = events.size() - 1; i >= 0; i--) {
            if (events.get(i).fact() == fact) {
                return of(events.subList(i + 1, events.size()));
            }
        }
        return this;
    }

    /** What runs were given against the repository's own settings, the newest of each parameter. */
    @JsonProperty("overrides")
    public List<Overridden> overrides() {
        Map<String, Overridden> byParameter = new LinkedHashMap<>();
        all(Overridden.class).forEach(each -> byParameter.put(each.parameter(), each));
        return List.copyOf(byParameter.values());
    }

    /** What the runs were given, by step and name; of several the newest. */
    @JsonProperty("given")
    public Map<String, Map<String, Object>> given() {
        Map<String, Map<String, Object>> given = new LinkedHashMap<>();
        all(RunArguments.class)
                .forEach(run -> run.parameters()
                        .forEach((step, parameters) -> given.computeIfAbsent(step, name -> new LinkedHashMap<>())
                                .putAll(parameters)));
        return given;
    }

    /** The one effective configuration: what triage put on record; of an older log, what its entries say. */
    @JsonProperty("configuration")
    public Configuration configuration() {
        return latest(Configured.class).map(Configured::configuration).orElseGet(Configuration::none);
    }

    /** The newest sample from before the deployment. */
    @JsonProperty("baseline")
    public Optional<Verified> baseline() {
        return samples("baseline").reduce((first, second) -> second);
    }

    /** The newest sample of what production runs now; empty if it was not looked at since it changed. */
    @JsonProperty("verification")
    public Optional<Verified> verification() {
        List<Verified> samples = verifications();
        return samples.isEmpty() ? Optional.empty() : Optional.of(samples.get(samples.size() - 1));
    }

    /** All samples of what production runs now, oldest first. */
    public List<Verified> verifications() {
        return since(List.of(Deployed.class, RolledBack.class)).all(Verified.class).stream()
                .filter(sample -> !sample.of().equals("baseline"))
                .toList();
    }

    private Stream<Verified> samples(String of) {
        return all(Verified.class).stream().filter(sample -> sample.of().equals(of));
    }

    /**
     * Whether somebody lets the newest deployment stay, although production does worse with it or nobody knows how it
     * does. What was said of an earlier deployment does not count.
     */
    @JsonProperty("kept")
    public boolean kept() {
        return since(List.of(Deployed.class)).waives("verification");
    }

    /** The rollback of the newest deployment; empty if it was not rolled back. */
    @JsonProperty("rollback")
    public Optional<RolledBack> rollback() {
        return since(List.of(Deployed.class)).latest(RolledBack.class);
    }

    /**
     * Since when the service works again: the end of the deployment that a verification confirmed later. Null while
     * nothing confirmed it, and after a rollback, which brings back what was broken in the first place.
     */
    @JsonProperty("restoredAt")
    public @Nullable Instant restoredAt() {
        boolean confirmed = rollback().isEmpty()
                && deployment()
                        .filter(deployed -> deployed.status().equals("succeeded"))
                        .isPresent()
                && verification()
                        .filter(verified -> verified.status().equals("passed"))
                        .isPresent();
        return confirmed ? when(Deployed.class).orElseThrow() : null;
    }

    /** The incident as if it began after the newest event of these kinds, or at its beginning if there is none. */
    public Incident since(List<Class<? extends Fact>> kinds) {
        return of(events.subList(after(kinds), events.size()));
    }

    /** How many events there are up to the newest of these kinds, with it; 0 if there is none. */
    public int after(List<Class<? extends Fact>> kinds) {
        int after = 0;
        for (int i = 0; i < events.size(); i++) {
            Fact fact = events.get(i).fact();
            if (kinds.stream().anyMatch(kind -> kind.isInstance(fact))) {
                after = i + 1;
            }
        }
        return after;
    }

    /** What the backports of the fix as it is would come to; empty if that was not worked out, or for another state of the fix. */
    @JsonProperty("forecast")
    public Optional<BackportForecast> forecast() {
        return latest(BackportForecast.class)
                .filter(forecast ->
                        fix().map(fix -> fix.tip().equals(forecast.fix())).orElse(false));
    }

    /** The newest word on each target, in the order in which the targets came up. */
    @JsonProperty("backports")
    public List<Backported> backports() {
        Map<String, Backported> byTarget = new LinkedHashMap<>();
        all(Backported.class).forEach(backport -> byTarget.put(backport.target(), backport));
        return List.copyOf(byTarget.values());
    }

    /** What others forced away from the remote of what this incident put there, as it was seen last. */
    @JsonProperty("rewound")
    public List<Rewound> rewound() {
        Map<String, Rewound> open = new LinkedHashMap<>();
        for (Event event : events) {
            if (event.fact() instanceof Rewound rewound) {
                open.put(rewound.what(), rewound);
            } else if (event.fact() instanceof PutBack back) {
                open.remove(back.what());
            }
        }
        return List.copyOf(open.values());
    }

    @JsonProperty("documents")
    public Optional<DocumentsUpdated> documents() {
        return latest(DocumentsUpdated.class);
    }

    @JsonProperty("cleanup")
    public Optional<CleanedUp> cleanup() {
        return latest(CleanedUp.class);
    }

    /** The newest report under each path, in the order in which the paths came up. */
    @JsonProperty("reports")
    public List<ReportWritten> reports() {
        Map<String, ReportWritten> byPath = new LinkedHashMap<>();
        all(ReportWritten.class).forEach(report -> byPath.put(report.path(), report));
        return List.copyOf(byPath.values());
    }

    @JsonProperty("runs")
    public List<RunStarted> runs() {
        return all(RunStarted.class);
    }

    /** How the newest run ended; empty while it goes on. */
    @JsonProperty("ended")
    public Optional<RunEnded> ended() {
        boolean over = !events.isEmpty()
                && events.stream()
                        .map(Event::fact)
                        .filter(fact -> fact instanceof RunStarted || fact instanceof RunEnded)
                        .reduce((first, second) -> second)
                        .filter(RunEnded.class::isInstance)
                        .isPresent();
        return over ? latest(RunEnded.class) : Optional.empty();
    }

    /** How far the log went that tells of this incident, and the hash that vouches for it. */
    @JsonProperty("log")
    public LogHead log() {
        List<String> all = LogEntry.hashes(hashes, events);
        return new LogHead(all.size(), all.isEmpty() ? LogEntry.NONE : all.get(all.size() - 1));
    }

    /** The hash of the log's first entry, which every later state of it has and no other log. */
    public String firstHash() {
        List<String> all = LogEntry.hashes(hashes, events);
        return all.isEmpty() ? LogEntry.NONE : all.get(0);
    }

    /** Whether the log was once just so long that its newest entry had this hash: whoever names that hash had this log. */
    public boolean logHad(String hash) {
        return LogEntry.hashes(hashes, events).contains(hash);
    }

    /** Whether the newest run put an entry with this hash on record. */
    public boolean newestRunHad(String hash) {
        int before = Math.max(0, after(List.of(RunStarted.class)) - 1);
        return LogEntry.hashes(hashes, events).indexOf(hash) >= before;
    }

    /**
     * The newest entry of a log.
     *
     * @param entries how many entries there are
     * @param hash the newest one's hash, {@link LogEntry#NONE} if there is none
     */
    public record LogHead(int entries, String hash) implements Serializable {}
}
