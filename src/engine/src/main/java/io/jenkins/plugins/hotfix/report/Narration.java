package io.jenkins.plugins.hotfix.report;

import io.jenkins.plugins.hotfix.config.Configuration;
import io.jenkins.plugins.hotfix.config.Source;
import io.jenkins.plugins.hotfix.git.object.ObjectId;
import io.jenkins.plugins.hotfix.incident.Fact;
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
import io.jenkins.plugins.hotfix.incident.Fact.DeploymentRehearsed;
import io.jenkins.plugins.hotfix.incident.Fact.DeploymentStarted;
import io.jenkins.plugins.hotfix.incident.Fact.DirectPush;
import io.jenkins.plugins.hotfix.incident.Fact.DocumentLeftAlone;
import io.jenkins.plugins.hotfix.incident.Fact.DocumentsPlanned;
import io.jenkins.plugins.hotfix.incident.Fact.DocumentsUpdated;
import io.jenkins.plugins.hotfix.incident.Fact.Explained;
import io.jenkins.plugins.hotfix.incident.Fact.FixCollected;
import io.jenkins.plugins.hotfix.incident.Fact.FollowUp;
import io.jenkins.plugins.hotfix.incident.Fact.FollowedUp;
import io.jenkins.plugins.hotfix.incident.Fact.Halted;
import io.jenkins.plugins.hotfix.incident.Fact.LockAwaited;
import io.jenkins.plugins.hotfix.incident.Fact.LockTaken;
import io.jenkins.plugins.hotfix.incident.Fact.LogRepaired;
import io.jenkins.plugins.hotfix.incident.Fact.MergeAwaited;
import io.jenkins.plugins.hotfix.incident.Fact.Mitigated;
import io.jenkins.plugins.hotfix.incident.Fact.Overridden;
import io.jenkins.plugins.hotfix.incident.Fact.PostmortemDue;
import io.jenkins.plugins.hotfix.incident.Fact.PostmortemKept;
import io.jenkins.plugins.hotfix.incident.Fact.ProcedureShown;
import io.jenkins.plugins.hotfix.incident.Fact.ProtectionBypassed;
import io.jenkins.plugins.hotfix.incident.Fact.ProtectionRead;
import io.jenkins.plugins.hotfix.incident.Fact.PutBack;
import io.jenkins.plugins.hotfix.incident.Fact.RecordNotPushed;
import io.jenkins.plugins.hotfix.incident.Fact.Refused;
import io.jenkins.plugins.hotfix.incident.Fact.ReleaseProposed;
import io.jenkins.plugins.hotfix.incident.Fact.Released;
import io.jenkins.plugins.hotfix.incident.Fact.Replaces;
import io.jenkins.plugins.hotfix.incident.Fact.ReportWritten;
import io.jenkins.plugins.hotfix.incident.Fact.RequestEnded;
import io.jenkins.plugins.hotfix.incident.Fact.RequestStarted;
import io.jenkins.plugins.hotfix.incident.Fact.ReviewDue;
import io.jenkins.plugins.hotfix.incident.Fact.Reviewed;
import io.jenkins.plugins.hotfix.incident.Fact.ReviewedOutside;
import io.jenkins.plugins.hotfix.incident.Fact.Rewound;
import io.jenkins.plugins.hotfix.incident.Fact.RollbackPlanned;
import io.jenkins.plugins.hotfix.incident.Fact.RolledBack;
import io.jenkins.plugins.hotfix.incident.Fact.RunArguments;
import io.jenkins.plugins.hotfix.incident.Fact.RunEnded;
import io.jenkins.plugins.hotfix.incident.Fact.RunStarted;
import io.jenkins.plugins.hotfix.incident.Fact.Scanned;
import io.jenkins.plugins.hotfix.incident.Fact.SecurityRelated;
import io.jenkins.plugins.hotfix.incident.Fact.Surroundings;
import io.jenkins.plugins.hotfix.incident.Fact.TemplateRead;
import io.jenkins.plugins.hotfix.incident.Fact.TestsCompared;
import io.jenkins.plugins.hotfix.incident.Fact.TestsRun;
import io.jenkins.plugins.hotfix.incident.Fact.Verified;
import io.jenkins.plugins.hotfix.incident.Fact.Waived;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Facts as sentences, for reports and for the terminal: one line each, safe to print, who did it left out. */
public final class Narration {
    private static final int LONGEST_QUOTE = 160;

    /** What is a sentence already says what to do now at its end. */
    private static final int LONGEST_SENTENCE = 1000;

    private static final Map<Class<? extends Fact>, Function<Fact, String>> SENTENCES = new HashMap<>();

    static {
        tell(
                RunStarted.class,
                fact -> "Run " + line(fact.run()) + (fact.resumed() ? " went on" : " began") + ", started by "
                        + line(fact.by()) + ".");
        tell(
                Declared.class,
                fact -> fact.severity() + " declared: " + quote(fact.title()) + "; "
                        + (fact.severityGiven() ? "the severity: " : "the severity was suggested, because ")
                        + sentence(fact.because()));
        tell(
                Assessed.class,
                fact -> "Production is " + line(fact.branch()) + " at " + commit(fact.commit())
                        + (fact.version() == null ? ", not tagged" : ", version " + line(fact.version())) + ", with "
                        + count(fact.changes().size(), "recent change") + ".");
        tell(
                Affected.class,
                fact -> "Affected: " + count(fact.components().size(), "component")
                        + (fact.faultyCommit() == null
                                ? "; the faulty commit is not known"
                                : "; broken by " + commit(fact.faultyCommit()) + ", which is in "
                                        + count(fact.versions().size(), "version"))
                        + ".");
        tell(
                SecurityRelated.class,
                fact -> (fact.related() ? "About security, because " : "Not about security, because ")
                        + sentence(fact.because()));
        tell(
                Scanned.class,
                fact -> "Security scan of " + commit(fact.commit()) + ": " + line(fact.status())
                        + (fact.exit() == null ? "" : ", exit status " + fact.exit()) + ", in "
                        + Times.length(Duration.ofMillis(fact.millis())) + ".");
        tell(
                Declined.class,
                fact -> "Not a hotfix: " + line(fact.reason()) + ". The way to go: " + line(fact.pointer()) + ".");
        tell(
                Abandoned.class,
                fact -> line(fact.by()) + " abandoned the incident before it was finished: " + sentence(fact.reason()));
        tell(Mitigated.class, fact -> "Mitigation: " + quote(fact.action()) + ".");
        tell(
                Approved.class,
                fact -> line(fact.by()) + " approved at the gate " + quote(fact.gate()) + " via " + line(fact.via())
                        + ", for " + subject(fact.subject()) + ".");
        tell(
                Refused.class,
                fact -> "Not approved at the gate " + quote(fact.gate()) + ", for " + subject(fact.subject()) + ": "
                        + sentence(fact.reason()));
        tell(
                Waived.class,
                fact -> "The rule " + quote(fact.rule()) + " was set aside by " + line(fact.by()) + ": "
                        + sentence(fact.reason()));
        tell(
                ProtectionBypassed.class,
                fact -> "PROTECTION BYPASSED: the server took "
                        + (fact.commit() == null ? "a push" : commit(fact.commit())) + " on " + line(fact.ref())
                        + " against its own rules"
                        + (fact.rules().isEmpty()
                                ? "."
                                : ": "
                                        + fact.rules().stream()
                                                .map(Narration::sentence)
                                                .collect(Collectors.joining(" "))));
        tell(
                DirectPush.class,
                fact -> count(fact.commits().size(), "commit") + " on " + line(fact.from()) + " that "
                        + line(fact.to()) + " lacks, pushed past review"
                        + (fact.chosen() ? ": " : ", found: ")
                        + fact.commits().stream()
                                .map(commit -> commit(commit.id()))
                                .collect(Collectors.joining(", "))
                        + ".");
        tell(
                Explained.class,
                fact -> "Root cause: " + quote(fact.rootCause()) + "; impact: " + quote(fact.impact()) + ", "
                        + count(fact.prevention().size(), "measure") + " to prevent it.");
        tell(ReviewDue.class, fact -> "A review by somebody else is due by " + fact.until() + ".");
        tell(
                Reviewed.class,
                fact -> "Reviewed after the fact by " + line(fact.by()) + ", " + (fact.inTime() ? "in time" : "TOO LATE") + ": "
                        + line(fact.verdict())
                        + (fact.comment().isBlank() ? "." : ", " + quote(fact.comment()) + "."));
        tell(FollowUp.class, fact -> "To follow up: " + quote(fact.title()) + ", because " + sentence(fact.reason()));
        tell(
                FollowedUp.class,
                fact -> line(fact.by()) + " followed up: " + quote(fact.title()) + "; " + sentence(fact.note()));
        tell(
                Surroundings.class,
                fact -> count(fact.open().size(), "other incident") + " of the repository open; the production branch"
                        + " holds " + count(fact.undeployed().size(), "commit") + " beyond "
                        + (fact.version() == null ? "what ran last" : line(fact.version())) + ".");
        tell(
                BranchPlanned.class,
                fact -> "Branch " + line(fact.branch())
                        + (fact.from() == null
                                ? " was not made."
                                : " is to be made from " + commit(fact.from()) + "."));
        tell(
                Branched.class,
                fact -> "Branch " + line(fact.branch()) + (fact.reused() ? " was there already" : " was made")
                        + ", from " + commit(fact.from()) + ".");
        tell(
                FixCollected.class,
                fact -> "The fix is " + count(fact.commits().size(), "commit") + " up to " + commit(fact.tip()) + " in "
                        + count(fact.files().size(), "file") + " (+" + fact.added() + " −" + fact.deleted() + "), "
                        + (fact.overBudget() == null ? "within the budget" : "over the budget") + ", "
                        + (fact.regressionTests().isEmpty() ? "without a regression test" : "with a regression test")
                        + ".");
        tell(
                TestsRun.class,
                fact -> "Critical tests, attempt " + fact.attempt() + ", on " + commit(fact.commit()) + ": "
                        + tests(fact) + " in " + Times.length(Duration.ofMillis(fact.millis())) + ".");
        tell(
                TestsCompared.class,
                fact -> "The same tests on production before the fix (" + commit(fact.commit()) + "): "
                        + line(fact.status()) + ", " + fact.failed() + " of " + count(fact.total(), "test")
                        + " failed; "
                        + (fact.alsoFailing().isEmpty()
                                ? "none of them is known to fail with the fix."
                                : "these fail there, too: " + line(String.join(", ", fact.alsoFailing())) + "."));
        tell(
                ReleaseProposed.class,
                fact -> line(fact.branch()) + " takes no push; the release waits for somebody to merge "
                        + line(fact.review()) + " (" + commit(fact.commit()) + ").");
        tell(
                Replaces.class,
                fact -> "The release replaces " + (fact.version() == null ? "" : line(fact.version()) + ", ")
                        + commit(fact.commit()) + because(fact.because()) + ".");
        tell(
                ProtectionRead.class,
                fact -> "The forge has " + count(fact.rules().size(), "rule") + " for " + line(fact.branch())
                        + (fact.obstacles().isEmpty()
                                ? ", none of which is in the way."
                                : ". " + sentence(String.join(" ", fact.obstacles()))));
        tell(
                ReviewedOutside.class,
                fact -> line(fact.by()) + " approved " + commit(fact.commit()) + " on the forge ("
                        + line(fact.url()) + ")"
                        + (fact.conflict() == null
                                ? "."
                                : "; THE DUTIES ARE NOT SEPARATE: " + line(fact.by()) + " "
                                        + sentence(fact.conflict())));
        tell(
                MergeAwaited.class,
                fact -> "Waits for " + line(fact.url()) + " to be ready: " + sentence(String.join(" ", fact.wants())));
        tell(
                LockAwaited.class,
                fact -> "Waits for the lock, place " + fact.place() + " of " + fact.of() + ": "
                        + (fact.holder() == null
                                ? "it is free, and whoever is ahead takes it next."
                                : line(fact.holder()) + " holds it since " + fact.since() + ".")
                        + (fact.unanswered() == 0
                                ? ""
                                : " The remote did not answer, "
                                        + (fact.unanswered() == 1 ? "once" : fact.unanswered() + " times")
                                        + " in a row so far."));
        tell(LockTaken.class, fact -> "The wait is over: the lock of " + line(fact.repository()) + " is taken.");
        tell(
                Released.class,
                fact -> "Released on " + line(fact.branch()) + " as " + commit(fact.commit()) + " with tag "
                        + line(fact.tag()) + ".");
        tell(
                RollbackPlanned.class,
                fact -> "Rollback plan for " + line(fact.tag()) + " written to " + line(fact.file()) + ", "
                        + (fact.command() == null ? "to be carried out by hand" : "with the command to run") + ".");
        tell(
                ChecklistAnswered.class,
                fact -> "Checklist before the deployment: "
                        + fact.items().stream()
                                .map(item -> line(item.item()) + ": " + line(item.answer()))
                                .collect(Collectors.joining("; "))
                        + ".");
        tell(
                DeploymentRehearsed.class,
                fact -> "Dry run of the deployment of " + line(fact.tag()) + ": "
                        + count(fact.commands().size(), "command") + " shown, none run.");
        tell(
                ProcedureShown.class,
                fact -> "Deployment by hand after " + line(fact.path()) + " began, with "
                        + count(fact.steps().size(), "step") + " to confirm.");
        tell(
                RunArguments.class,
                fact -> "The run was given "
                        + count(
                                fact.parameters().values().stream()
                                        .mapToInt(Map::size)
                                        .sum(),
                                "parameter") + ".");
        tell(
                Configured.class,
                fact -> "Configuration worked out: " + count(fact.configuration(), Source.REPOSITORY)
                        + " from .hotfix.yml, "
                        + count(fact.configuration(), Source.CONTROLLER) + " from the controller, "
                        + count(fact.configuration(), Source.RUN) + " from the run, the rest defaults.");
        tell(
                Overridden.class,
                fact -> line(fact.parameter()) + " of the repository was overridden by " + line(fact.by()) + ": "
                        + quote(fact.configured()) + " became " + quote(fact.given()) + ".");
        tell(
                DeploymentStarted.class,
                fact -> "Deployment of " + line(fact.tag()) + " (" + commit(fact.commit()) + ") began, attempt "
                        + fact.attempt() + ".");
        tell(
                CommandStarted.class,
                fact -> "Command for " + line(fact.part()) + " began on " + line(fact.where())
                        + (fact.attempt() == 1 ? "." : ", for the " + ordinal(fact.attempt()) + " time."));
        tell(
                CommandRun.class,
                fact -> fact.unknown()
                        ? "Command for " + line(fact.part()) + " was interrupted, and nobody can tell how it ended: "
                                + sentence(fact.tail())
                        : "Command for " + line(fact.part()) + " " + line(fact.status())
                                + (fact.exit() == null ? "" : ", exit status " + fact.exit()) + ", after "
                                + Times.length(Duration.ofMillis(fact.millis())) + ".");
        tell(
                RequestStarted.class,
                fact -> line(fact.to()) + " is asked for: " + line(fact.what())
                        + (fact.attempt() == 1 ? "." : ", for the " + ordinal(fact.attempt()) + " time."));
        tell(RequestEnded.class, Narration::request);
        tell(
                Deployed.class,
                fact -> "Deployment of " + line(fact.tag()) + " (" + commit(fact.commit()) + ") "
                        + line(fact.status())
                        + (fact.exit() == null ? "" : ", exit status " + fact.exit()) + ", after "
                        + Times.length(Duration.ofMillis(fact.millis()))
                        + (fact.replaced() == null || !fact.status().equals("succeeded")
                                ? ""
                                : "; it replaced " + line(fact.replaced()))
                        + ".");
        tell(
                Verified.class,
                fact -> "Verification of the " + line(fact.of()) + ", sample " + fact.sample() + ": "
                        + line(fact.status()) + (fact.level().equals("none") ? "" : " (" + line(fact.level()) + ")")
                        + because(fact.because()) + ".");
        tell(
                RolledBack.class,
                fact -> (fact.status().equals("succeeded")
                                ? "Rolled back from " + line(fact.from())
                                        + (fact.to() == null ? "" : " to " + line(fact.to()))
                                : "THE ROLLBACK FROM " + line(fact.from()) + " FAILED")
                        + ", after " + Times.length(Duration.ofMillis(fact.millis()))
                        + (fact.commit() == null ? "" : "; the merge was reverted in " + commit(fact.commit()))
                        + because(fact.because()) + ".");
        tell(BackportForecast.class, Narration::forecast);
        tell(Backported.class, Narration::backport);
        tell(
                TemplateRead.class,
                fact -> fact.text().isEmpty()
                        ? "The repository has no template " + line(fact.name()) + " any more."
                        : "The repository's own template " + line(fact.name()) + " was read.");
        tell(
                PostmortemDue.class,
                fact -> "The postmortem is due on " + fact.due() + ", owner " + line(fact.owner()) + ".");
        tell(
                PostmortemKept.class,
                fact -> "The postmortem was put on record, with "
                        + count(fact.actions().size(), "action item")
                        + (fact.open().isEmpty()
                                ? "."
                                : "; " + count(fact.open().size(), "question") + " not answered yet."));
        tell(
                DocumentsPlanned.class,
                fact -> count(fact.paths().size(), "document") + " to be pushed to " + line(fact.branch()) + " as "
                        + commit(fact.commit()) + ".");
        tell(DocumentLeftAlone.class, fact -> sentence(fact.why()));
        tell(
                DocumentsUpdated.class,
                fact -> count(fact.paths().size(), "document") + " updated on " + line(fact.branch()) + " in "
                        + commit(fact.commit()) + ".");
        tell(
                ReportWritten.class,
                fact -> "Report " + line(fact.path()) + " written, SHA-256 " + commit(fact.sha256()) + "….");
        tell(
                RecordNotPushed.class,
                fact -> "The record in the repository, " + line(fact.ref()) + ", was not brought up to date: "
                        + sentence(fact.reason()));
        tell(
                Rewound.class,
                fact -> "REWOUND: " + line(fact.what()) + " does not have " + commit(fact.expected())
                        + " of this hotfix any more; "
                        + (fact.found() == null ? "it is gone" : "it is at " + commit(fact.found())) + ".");
        tell(PutBack.class, fact -> line(fact.what()) + " has again what this hotfix put there, or needs it no more.");
        tell(
                CleanedUp.class,
                fact -> "Branch " + line(fact.branch()) + " removed; it stood at " + commit(fact.commit()) + ".");
        tell(
                RunEnded.class,
                fact -> "The run ended: " + line(fact.status())
                        + (fact.message().isBlank() ? "." : ". " + sentence(fact.message())));
        tell(
                Halted.class,
                fact -> line(fact.step()) + " could not go on (" + line(fact.kind()) + "): "
                        + sentence(fact.message()));
        tell(
                LogRepaired.class,
                fact -> "A crash had cut the log's last line short; its "
                        + fact.torn().length() + " characters were set aside.");
    }

    private Narration() {}

    /** The fact as one sentence, or two. */
    public static String of(Fact fact) {
        return Objects.requireNonNull(SENTENCES.get(fact.getClass()), () -> "no sentence for " + fact.getClass())
                .apply(fact);
    }

    /** A commit id as people quote it; whatever else it is, on one line. */
    static String commit(String id) {
        return line(ObjectId.abbreviated(id));
    }

    static String count(int number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    private static long count(Configuration configuration, Source source) {
        return configuration.sections().values().stream()
                .flatMap(section -> section.values().stream())
                .filter(setting -> setting.source() == source)
                .count();
    }

    private static String ordinal(int number) {
        return switch (number) {
            case 2 -> "second";
            case 3 -> "third";
            default -> number + "th";
        };
    }

    /** How a run of the tests came out, as part of a sentence. */
    static String tests(TestsRun run) {
        String counts = count(run.total(), "test") + ", " + run.failed() + " failed, " + run.skipped() + " skipped";
        return switch (run.status()) {
            case "passed" -> "passed (" + counts + ")";
            case "none" -> "no test ran, which is no pass";
            default -> line(run.status()) + " (" + counts + ")";
        };
    }

    private static String request(RequestEnded fact) {
        String at = fact.url() == null ? "" : " See " + line(fact.url()) + " .";
        return switch (fact.status()) {
            case DONE -> sentence(fact.message()) + at;
            case REFUSED -> "REFUSED: " + sentence(fact.message()) + at;
            case UNANSWERED -> "NO ANSWER: " + sentence(fact.message()) + at;
        };
    }

    private static String forecast(BackportForecast fact) {
        String targets = fact.targets().stream()
                .map(target -> line(target.target()) + " " + line(target.status()))
                .collect(Collectors.joining(", "));
        return "Forecast of the backports: " + (targets.isEmpty() ? "no target branch" : targets)
                + "; revert of the fix: " + line(fact.revert()) + ".";
    }

    private static String backport(Backported fact) {
        String target = line(fact.target());
        String commit = fact.commit() == null ? "" : " as " + commit(fact.commit());
        return switch (fact.status()) {
            case "merged" -> "Merged into " + target + commit + ".";
            case "picked" -> "Picked to " + target + commit + ".";
            case "squashed" -> "Squashed onto " + target + commit + ".";
            case "resolved" ->
                "Brought to " + target + commit + "; conflicts in "
                        + count(fact.conflicts().size(), "file") + " were resolved for the hotfix.";
            case "present" -> "Already in " + target + "; nothing to do.";
            case "absent" -> "No backport to " + target + ": there is no such branch, and none is needed.";
            case "settled" -> sentence(fact.message());
            case "proposed" ->
                "Waits for review on its way to " + target
                        + (fact.review() == null ? "." : ", as " + line(fact.review()) + ".");
            case "conflict" ->
                "Conflict with " + target + " in " + count(fact.conflicts().size(), "file")
                        + (fact.review() == null
                                ? "; nothing was pushed."
                                : "; pushed for a person to finish as " + line(fact.review()) + ".");
            default -> "Backport to " + target + " " + line(fact.status()) + ": " + sentence(fact.message());
        };
    }

    private static <F extends Fact> void tell(Class<F> kind, Function<F, String> sentence) {
        SENTENCES.put(kind, fact -> sentence.apply(kind.cast(fact)));
    }

    private static String subject(String subject) {
        return ObjectId.isFull(subject) ? "commit " + commit(subject) : line(subject);
    }

    private static String because(@Nullable String reason) {
        return reason == null || reason.isBlank() ? "" : ", because " + line(reason);
    }

    private static String sentence(String text) {
        String line = Visible.line(text, LONGEST_SENTENCE);
        return line.isEmpty() || ".!?…".indexOf(line.charAt(line.length() - 1)) >= 0 ? line : line + ".";
    }

    private static String quote(String text) {
        return "“" + line(text) + "”";
    }

    private static String line(String text) {
        return Visible.line(text, LONGEST_QUOTE);
    }
}
