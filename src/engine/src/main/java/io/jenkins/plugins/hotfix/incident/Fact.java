package io.jenkins.plugins.hotfix.incident;

import com.fasterxml.jackson.annotation.JsonValue;
import io.jenkins.plugins.hotfix.config.Configuration;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an event says happened. Each kind of fact is a record; its name in kebab case is the event's type in the log, and
 * its components are the event's data.
 */
public sealed interface Fact extends Serializable {

    /** The type of the event in the log: {@code FixCollected} is {@code fix-collected}. */
    static String typeOf(Class<? extends Fact> kind) {
        return kind.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    /** The kind of fact that a type in the log names; empty if this version knows none. */
    static Optional<Class<? extends Fact>> kindOf(String type) {
        return Arrays.stream(Fact.class.getPermittedSubclasses())
                .<Class<? extends Fact>>map(kind -> kind.asSubclass(Fact.class))
                .filter(kind -> typeOf(kind).equals(type))
                .findFirst();
    }

    /** A commit as the log tells it. */
    record CommitSummary(
            String id,
            String subject,
            String author,
            @Nullable String email,
            Instant at) implements Serializable {}

    /** A path of the repository and who answers for it. */
    record Component(String path, List<String> owners) implements Serializable {}

    /** Another incident of the repository, and how far it came. */
    record OpenIncident(String id, String title, String status) implements Serializable {}

    /** A merge conflict in one file: how the sides differ there. */
    record FileConflict(String path, String kind, List<String> hunks) implements Serializable {}

    /** A point of the checklist before a deployment, how it was answered and by whom. */
    record ChecklistItem(String item, String answer, String by) implements Serializable {}

    /**
     * One check of a verification.
     *
     * @param outcome {@code pass}, {@code fail}, {@code no-data} or {@code error}
     * @param level how bad a failure is: {@code none}, {@code investigate}, {@code alert}, {@code rollback}
     * @param value what was measured, as it was received
     * @param baseline what it was compared with
     */
    record Check(
            String name,
            String outcome,
            String level,
            @Nullable String value,
            @Nullable String baseline,
            String because,
            long millis)
            implements Serializable {}

    /** A test that failed: its name, what it said, where. */
    record FailedTest(String name, String message, @Nullable String place) implements Serializable {}

    /** A test and how long it took. */
    record TimedTest(String name, long millis) implements Serializable {}

    /**
     * A run of the pipeline began or went on.
     *
     * @param run the build or the command's process, as its host names it
     * @param by who started it
     * @param resumed whether an earlier run of the same incident came before
     */
    record RunStarted(String run, @Nullable String url, String by, boolean resumed) implements Fact {}

    /** Somebody said that production is broken. Words are kept as they were given. */
    record Declared(
            String id,
            String title,
            String description,
            Severity severity,
            boolean severityGiven,
            String because,
            @Nullable String impact,
            @Nullable String scope,
            @Nullable String source,
            @Nullable String since)
            implements Fact {}

    /**
     * What production was when the incident was declared.
     *
     * @param commit the tip of the production branch
     * @param version the newest tag that the commit contains; absent if there is none
     * @param changes the newest changes since that version, newest first
     * @param settings the repository's {@code .hotfix.yml}, by section
     */
    record Assessed(
            String repository,
            String branch,
            String commit,
            @Nullable String version,
            List<CommitSummary> changes,
            Map<String, Object> settings)
            implements Fact {}

    /**
     * What the incident touches.
     *
     * @param components the paths that are suspected, or that the fix changes, and whose they are
     * @param faultyCommit the commit that broke it; absent until somebody knows
     * @param versions the tags that contain the faulty commit
     */
    record Affected(List<Component> components, @Nullable String faultyCommit, List<String> versions) implements Fact {}

    /**
     * Whether it is about security, so that the fix is scanned before anybody approves it.
     *
     * @param because who said so, or which words
     */
    record SecurityRelated(boolean related, String because) implements Fact {}

    /**
     * What a run was given: the parameters of its steps, as somebody typed them.
     *
     * @param parameters by step and name
     */
    record RunArguments(Map<String, Map<String, Object>> parameters) implements Fact {}

    /**
     * The effective configuration, as it was worked out at triage. What comes after rules by it, until there is another.
     *
     * @param configuration each setting with its value and source
     */
    record Configured(Configuration configuration) implements Fact {}

    /**
     * A run was given another value than the repository's own {@code .hotfix.yml}. The next gate and the report show it.
     *
     * @param parameter as {@code step.name}
     * @param configured the repository's value, as text
     * @param given the run's value, as text
     */
    record Overridden(String parameter, String configured, String given, String by) implements Fact {}

    /** The incident can wait, and where it goes instead. */
    record Declined(String reason, String pointer) implements Fact {}

    /**
     * The incident is closed although it is not finished. What is its own on the remote is cleared after this: the lock, its
     * place in the queue, its hotfix branch.
     */
    record Abandoned(String by, String reason) implements Fact {}

    /** What was done to stop the bleeding before the fix; "none" is an answer, too. */
    record Mitigated(String action) implements Fact {}

    /**
     * A gate was passed.
     *
     * @param subject what was approved: a commit id, or the incident's id where there is no commit yet
     * @param via how it was said: {@code jenkins-input}, {@code terminal}, {@code --yes}
     */
    record Approved(String gate, String subject, String by, Instant when, String via, Map<String, String> answers)
            implements Fact {}

    /** A gate was not passed: who answered may not, or said no, or nobody was there. */
    record Refused(String gate, String subject, String by, String reason) implements Fact {}

    /** A rule of the process was set aside, by whom and why. The report shows these first. */
    record Waived(String rule, String by, String reason) implements Fact {}

    /**
     * The server took a push that its rules forbid, because the credentials may bypass them.
     *
     * @param ref the full name of the branch or tag that is protected
     * @param commit what was pushed to it; absent if it was deleted
     * @param rules what was bypassed, in the server's words; empty if it named none
     */
    record ProtectionBypassed(String ref, @Nullable String commit, List<String> rules) implements Fact {
        public ProtectionBypassed {
            rules = List.copyOf(rules);
        }
    }

    /**
     * A commit that somebody pushed.
     *
     * @param signature {@code good}, {@code bad}, {@code none} or {@code unchecked}
     */
    record PushedCommit(
            String id,
            String subject,
            String author,
            String committer,
            Instant at,
            List<String> files,
            int added,
            int deleted,
            String signature)
            implements Serializable {
        public PushedCommit {
            files = List.copyOf(files);
        }
    }

    /**
     * Somebody pushed to production, past review and hotfix.
     *
     * @param from the production branch
     * @param to the branch that lacks the commits
     * @param commits oldest first
     * @param chosen whether a person said that these are the ones; else they are what was found
     */
    record DirectPush(String from, String to, List<PushedCommit> commits, boolean chosen) implements Fact {
        public DirectPush {
            commits = List.copyOf(commits);
        }
    }

    /**
     * What people say of an incident afterwards.
     *
     * @param prevention what would keep it from happening again
     * @param suggested the rules that suggested it, each with the words that it goes by; empty if a person wrote it
     */
    record Explained(
            String impact,
            String duration,
            String rootCause,
            String fix,
            List<String> prevention,
            List<String> suggested)
            implements Fact {
        public Explained {
            prevention = List.copyOf(prevention);
            suggested = List.copyOf(suggested);
        }
    }

    /** What nobody reviewed before must be reviewed until then. */
    record ReviewDue(Instant until) implements Fact {}

    /**
     * Somebody reviewed after the fact what nobody had reviewed before.
     *
     * @param verdict {@code accepted} or {@code rejected}
     * @param inTime whether that was within the time that the service has for it
     */
    record Reviewed(String by, String verdict, String comment, boolean inTime) implements Fact {}

    /** What remains to be done once the fire is out. */
    record FollowUp(String title, String reason) implements Fact {}

    /**
     * What remained to be done was done, as somebody says.
     *
     * @param title the follow-up's
     * @param note what was done
     */
    record FollowedUp(String title, String by, String note) implements Fact {}

    /**
     * What surrounds the incident in its repository at the alarm.
     *
     * @param version the newest version that ran well, as far as is known; absent if there is none
     * @param commit its commit
     * @param open the other incidents of the repository that are not over
     * @param undeployed what production's branch holds beyond that version, newest first
     */
    record Surroundings(
            @Nullable String version, @Nullable String commit, List<OpenIncident> open, List<CommitSummary> undeployed)
            implements Fact {}

    /**
     * The hotfix branch is about to be made on the remote.
     *
     * @param from the commit that it is to start at; absent once the remote refused to make it
     */
    record BranchPlanned(String branch, @Nullable String from) implements Fact {}

    /** The hotfix branch is on the remote. */
    record Branched(String branch, String from, boolean reused) implements Fact {}

    /**
     * The commits of the fix, and how they measure up.
     *
     * @param overBudget how the fix is more than a hotfix should change; absent if it is not
     * @param regressionTests the changed files that are tests
     */
    record FixCollected(
            String branch,
            String base,
            String tip,
            List<CommitSummary> commits,
            List<String> files,
            int added,
            int deleted,
            @Nullable String overBudget,
            List<String> regressionTests)
            implements Fact {
        /** No more of its commits are put on record. */
        public static final int MOST_COMMITS = 200;
    }

    /**
     * The critical tests ran once.
     *
     * @param because why these tests
     * @param status {@code passed}, {@code failed} or {@code none} (no test ran, which is no pass)
     * @param failures the first of them; {@code failed} counts all
     * @param flaky tests that failed first and passed when they were run again; they count as passed
     * @param slowest the tests that took longest, slowest first
     */
    record TestsRun(
            int attempt,
            String commit,
            String command,
            String because,
            String status,
            @Nullable Integer exit,
            int total,
            int failed,
            int skipped,
            long millis,
            List<FailedTest> failures,
            String message,
            List<FailedTest> flaky,
            List<TimedTest> slowest)
            implements Fact {
        public TestsRun {
            failures = List.copyOf(failures);
            flaky = List.copyOf(flaky);
            slowest = List.copyOf(slowest);
        }
    }

    /**
     * The tests that failed with the fix ran on what production was before it, because somebody asked for that.
     *
     * @param commit what production was
     * @param status as in {@link TestsRun}
     * @param alsoFailing the names of those that fail with the fix and fail here, too; only the first of each run are compared
     * @param message how it ended
     */
    record TestsCompared(
            String commit,
            String command,
            String status,
            int total,
            int failed,
            List<String> alsoFailing,
            String message)
            implements Fact {
        public TestsCompared {
            alsoFailing = List.copyOf(alsoFailing);
        }
    }

    /**
     * The fix was scanned for what attackers could use.
     *
     * @param status {@code passed} or {@code failed}
     * @param message how it ended, with the last lines that it printed
     */
    record Scanned(
            String commit,
            String command,
            String status,
            @Nullable Integer exit,
            long millis,
            String message) implements Fact {}

    /**
     * The production branch takes no push, so the release waits on a branch of its own for somebody to merge it.
     *
     * @param previous what production was when it was proposed
     * @param commit the merge that waits
     * @param review the pushed branch that it waits on
     * @param url the pull request; absent where the forge made none
     * @param next what to do now, as commands
     */
    record ReleaseProposed(
            String branch,
            String previous,
            String commit,
            String fix,
            String review,
            @Nullable String url,
            List<String> next,
            String message)
            implements Fact {
        public ReleaseProposed {
            next = List.copyOf(next);
        }
    }

    /**
     * What the release replaces, and what a rollback returns to: what last ran well. It is found out while nobody else
     * can release.
     *
     * @param version its tag; absent if it has none
     * @param because how that is known
     */
    record Replaces(@Nullable String version, String commit, String because) implements Fact {}

    /**
     * The hotfix waits until others are through, or what it waits for has changed.
     *
     * @param holder who has the lock; absent if nobody has, and somebody better placed has yet to take it
     * @param since when it was taken, by the clock of the one who took it
     * @param place its place among those who wait, from 1
     * @param of how many wait
     * @param ticket what its place follows from, among those of the same severity
     * @param unmoved how often in a row as many looks as call for a person found the lock unmoved
     * @param pause the longest pause between two looks, in seconds
     * @param unanswered how many times in a row, up to now, the remote did not answer
     */
    record LockAwaited(
            @Nullable String holder,
            @Nullable Instant since,
            int place,
            int of,
            long ticket,
            int unmoved,
            int pause,
            int unanswered)
            implements Fact {

        /** The same, as far as is known: the remote did not answer. */
        public LockAwaited unanswered(int times) {
            return new LockAwaited(holder, since, place, of, ticket, unmoved, pause, times);
        }
    }

    /**
     * The rules that the forge has for changes of the production branch.
     *
     * @param rules each as a sentence
     * @param obstacles those that the run will meet, and what to do about each
     * @param hidden what the token may not read
     */
    record ProtectionRead(String branch, List<String> rules, List<String> obstacles, List<String> hidden)
            implements Fact {
        public ProtectionRead {
            rules = List.copyOf(rules);
            obstacles = List.copyOf(obstacles);
            hidden = List.copyOf(hidden);
        }
    }

    /**
     * Somebody approved the fix on the forge, beside the gate.
     *
     * @param by as the forge calls them
     * @param commit what they approved
     * @param conflict what else they did in the incident; absent if the duties are separate
     */
    record ReviewedOutside(
            String url, String by, String commit, @Nullable String conflict) implements Fact {}

    /**
     * The release waits for its pull request to be ready.
     *
     * @param commit what is to be merged
     * @param wants what it lacks, as sentences
     */
    record MergeAwaited(String url, String commit, List<String> wants) implements Fact {
        public MergeAwaited {
            wants = List.copyOf(wants);
        }
    }

    /** The turn of a hotfix that waited has come: the lock is its own. */
    record LockTaken(String repository) implements Fact {}

    /** The fix is on the production branch, with its tag. */
    record Released(String branch, String previous, String commit, String fix, String tag, String tagObject)
            implements Fact {}

    /**
     * The way back, written down before the way forth.
     *
     * @param file the plan beside the log
     * @param command what rolls back; absent if a person does it
     * @param returnsTo the version that production goes back to
     */
    record RollbackPlanned(
            String file,
            String sha256,
            String tag,
            String commit,
            @Nullable String command,
            @Nullable String returnsTo) implements Fact {}

    /** The checklist before a deployment. */
    record ChecklistAnswered(List<ChecklistItem> items) implements Fact {}

    /** What a deployment would run, in order, as "part: command"; nothing of it was run. */
    record DeploymentRehearsed(String commit, String tag, List<String> commands) implements Fact {}

    /** A deployment by hand began: the document that people follow, and its steps, each confirmed at a gate. */
    record ProcedureShown(String path, String commit, String document, List<String> steps) implements Fact {}

    /**
     * A deployment is about to begin. Until its {@link Deployed} is on record nobody knows how it ended.
     *
     * @param attempt its number in this incident, from 1
     * @param replaces the version that ran before
     */
    record DeploymentStarted(
            int attempt,
            String commit,
            String tag,
            @Nullable String replaces) implements Fact {}

    /**
     * A command is about to run. Until its {@link CommandRun} is on record nobody knows how it ended.
     *
     * @param id unique; every process of the command has it in its environment, as {@code HOTFIX_COMMAND_ID}
     * @param step the step that it belongs to
     * @param part what it is for: {@code backup}, {@code maintenance-on}, {@code deploy}, {@code critical-tests}, ...
     * @param attempt how often this part was begun in this incident, with this time
     * @param where the machine that it runs on
     */
    record CommandStarted(String id, String step, String part, int attempt, String command, String where)
            implements Fact {}

    /**
     * A command ended.
     *
     * @param part what it was for
     * @param status {@code succeeded}, {@code failed}, {@code timed-out}, {@code aborted}, or {@code unknown}: the run
     *     that began it was cut off, and nothing tells how it ended
     * @param tail the last lines that it printed; why nothing is known, if the status is unknown
     * @param id of its {@link CommandStarted}; absent in logs that have none
     */
    record CommandRun(
            String part,
            String command,
            String status,
            @Nullable Integer exit,
            Instant began,
            long millis,
            String tail,
            @Nullable String id)
            implements Fact {
        public boolean succeeded() {
            return status.equals("succeeded");
        }

        public boolean unknown() {
            return status.equals("unknown");
        }
    }

    /**
     * A request that makes or changes something outside is about to be sent: a pull request, an issue, a message. Until
     * its {@link RequestEnded} is on record nobody knows whether it arrived, and who would send it again looks there first.
     *
     * @param id names what the request is for, within the incident: {@code pull-request/release/2.0}. Each attempt has
     *     the same, so that a resumed run finds what an earlier one began
     * @param to the host that it goes to
     * @param what what it is to make there, as people call it
     * @param attempt how often it was begun in this incident, with this time
     */
    record RequestStarted(String id, String to, String what, int attempt) implements Fact {}

    /**
     * What became of the newest request of that id, as far as anybody can tell.
     *
     * @param id of its {@link RequestStarted}
     * @param url what it made; absent where there is nothing, or it has no address
     * @param message a sentence: what the other side said, and what is to be done about it
     */
    record RequestEnded(
            String id, RequestStatus status, @Nullable String url, String message) implements Fact {}

    /** How a request ended. */
    enum RequestStatus {
        /** It is there what the request asked for, be it by this request or by an earlier one. */
        DONE("done"),
        /** The other side said no; nothing was made. */
        REFUSED("refused"),
        /** No answer, or none that can be trusted: it may be there or not. */
        UNANSWERED("unanswered");

        private final String text;

        RequestStatus(String text) {
            this.text = text;
        }

        /** As it is on record. */
        @JsonValue
        public String text() {
            return text;
        }
    }

    /**
     * The deployment ended.
     *
     * @param status {@code succeeded} or {@code failed}
     * @param replaced the version that ran before
     */
    record Deployed(
            String status,
            String commit,
            String tag,
            @Nullable String replaced,
            String command,
            @Nullable Integer exit,
            Instant began,
            long millis,
            String message)
            implements Fact {}

    /**
     * A sample of how production does.
     *
     * @param of {@code baseline}, {@code deployment} or {@code rollback}
     * @param sample its number, from 1
     * @param status {@code running}, {@code passed}, {@code breached}, {@code no-data} or {@code error}
     * @param level the worst that lasted: {@code none}, {@code investigate}, {@code alert}, {@code rollback}
     * @param waitSeconds when the next sample is due; 0 if there is none
     */
    record Verified(
            String of, int sample, String status, String level, String because, int waitSeconds, List<Check> checks)
            implements Fact {}

    /**
     * Production went back to what it was before the hotfix, or should have.
     *
     * @param status {@code succeeded} or {@code failed}
     * @param from the tag that was taken out of production
     * @param to the version that runs again; absent if it had none
     * @param reverted the merge on the production branch: {@code none} (stays), {@code pushed}, {@code conflict} or
     *     {@code failed}
     * @param commit the revert; absent unless pushed
     * @param tag the tag of the revert; absent unless pushed
     */
    record RolledBack(
            String status,
            String because,
            String from,
            @Nullable String to,
            String command,
            @Nullable Integer exit,
            Instant began,
            long millis,
            String reverted,
            @Nullable String commit,
            @Nullable String tag,
            String message)
            implements Fact {}

    /**
     * The fix on another branch.
     *
     * @param target the branch; what was looked for if there is none
     * @param status {@code merged}, {@code picked}, {@code squashed}, {@code resolved} (conflicts were decided for the hotfix), {@code
     *     present} (was there already), {@code absent} (there is no such branch, and none is needed), {@code settled} (nothing remains to be done, by a
     *     person's word), {@code proposed} (waits for review), {@code conflict}, {@code failed}
     * @param commit the target's commit that has the fix, or the one that waits on the review branch
     * @param review the pushed branch that a person finishes or merges; absent unless there is one
     * @param next what to do now, as commands; empty if nothing
     * @param causes why it conflicts: the commits that the target lacks and that touched the same places, newest first
     * @param prerequisites the commits after which it would apply cleanly, oldest first; empty if it does, or none were found
     */
    record Backported(
            String target,
            String status,
            @Nullable String previous,
            @Nullable String commit,
            List<FileConflict> conflicts,
            @Nullable String review,
            List<String> next,
            List<CommitSummary> causes,
            List<CommitSummary> prerequisites,
            String message)
            implements Fact {}

    /** A commit with documents that tell of the hotfix is about to be pushed to a branch. */
    record DocumentsPlanned(String branch, String commit, List<String> paths) implements Fact {
        public DocumentsPlanned {
            paths = List.copyOf(paths);
        }
    }

    /** A document that was to tell of the hotfix is not what it seems, and is as it was. */
    record DocumentLeftAlone(String path, String why) implements Fact {}

    /**
     * What has to be done after an incident.
     *
     * @param owner who does it; empty if nobody was named
     * @param due until when; absent if that was not said
     */
    record ActionItem(
            String what, String why, String owner, @Nullable LocalDate due) implements Serializable {}

    /**
     * A template that the repository has in place of a built-in one.
     *
     * @param text Mustache; empty once there is none any more
     */
    record TemplateRead(String name, String text) implements Fact {}

    /** Somebody has to finish the postmortem until a day. */
    record PostmortemDue(String owner, LocalDate due) implements Fact {}

    /**
     * A postmortem that people filled in was put on record.
     *
     * @param text Markdown, as they wrote it
     * @param owner who sees it through; empty if nobody was named
     * @param due until when; absent if that was not said
     * @param cause why it happened; empty if nobody answered
     * @param began since when users were hit; absent if nobody said
     * @param ended until when users were hit; absent if nobody said
     * @param open the questions that nobody answered
     */
    record PostmortemKept(
            String text,
            String owner,
            @Nullable LocalDate due,
            String cause,
            @Nullable Instant began,
            @Nullable Instant ended,
            List<ActionItem> actions,
            List<String> open)
            implements Fact {
        public PostmortemKept {
            actions = List.copyOf(actions);
            open = List.copyOf(open);
        }
    }

    /**
     * What bringing the fix to other branches would come to, worked out before it is released. Nothing was pushed.
     *
     * @param fix the fixed state that it is about
     * @param production where production's branch was
     * @param revert whether undoing the fix would apply after its release: {@code clean}, {@code conflict}, or {@code unknown} where
     *     the fix itself does not merge
     * @param revertConflicts the files in which it conflicts
     */
    record BackportForecast(
            String fix, String production, List<ForecastTarget> targets, String revert, List<String> revertConflicts)
            implements Fact {}

    /**
     * One branch of a forecast.
     *
     * @param tip where the branch was; absent if it could not be read
     * @param status {@code present}, {@code clean}, {@code conflict} or {@code unknown}
     * @param conflicts the files that conflict
     * @param causes as in {@link Backported}
     * @param prerequisites as in {@link Backported}
     * @param message a sentence for people
     */
    record ForecastTarget(
            String target,
            @Nullable String tip,
            String status,
            List<String> conflicts,
            List<CommitSummary> causes,
            List<CommitSummary> prerequisites,
            String message)
            implements Serializable {}

    /** Files of the repository that now tell of the hotfix. */
    record DocumentsUpdated(String branch, String commit, List<String> paths) implements Fact {}

    /** A report of what was known up to this event. */
    record ReportWritten(String path, String sha256) implements Fact {}

    /**
     * The incident's record in its repository was not brought up to date: what was to be pushed with it was pushed without.
     *
     * @param ref where the record is to be
     * @param reason why not, as sentences
     */
    record RecordNotPushed(String ref, String reason) implements Fact {}

    /**
     * The remote does not have any more what this incident put there: somebody forced it away.
     *
     * @param what a branch or a tag, by its full name
     * @param expected the commit or the tag object that it had
     * @param found what it is now; absent if it is gone
     */
    record Rewound(String what, String expected, @Nullable String found) implements Fact {}

    /** What was rewound has again what this incident put there, or does not need it any more. */
    record PutBack(String what) implements Fact {}

    /** The hotfix branch is gone from the remote, and where it stood. */
    record CleanedUp(String branch, String commit) implements Fact {}

    /**
     * A step could not do its work.
     *
     * @param kind {@code failed}, {@code stopped}, {@code declined} or {@code usage}; {@code interrupted} if it was cut
     *     off and could not tell itself how far it came: the host ended, its agent was lost, or what ran in it was aborted
     */
    record Halted(String step, String kind, String message) implements Fact {}

    /**
     * The run ended.
     *
     * @param status {@code done}, {@code failed}, {@code stopped} (at a gate; can be resumed) or {@code declined}
     * @param gitMillis time spent inside git processes
     * @param gitProcesses how many of them ran
     */
    record RunEnded(String status, String message, long gitMillis, int gitProcesses) implements Fact {}

    /** A line that a crash had cut short at the log's end, set aside here as it was found. */
    record LogRepaired(String torn) implements Fact {}
}
