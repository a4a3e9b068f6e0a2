package io.jenkins.plugins.hotfix.report;

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
import java.util.Map;
import java.util.Objects;

/** What the time before a fact was spent on. */
enum Phase {
    TRIAGE("Triage"),
    MITIGATION("Mitigation"),
    BRANCH("Branch"),
    FIX("Fix"),
    TESTS("Critical tests"),
    GATE("Gate"),
    RELEASE("Release"),
    DEPLOYMENT("Deployment"),
    VERIFICATION("Verification"),
    ROLLBACK("Rollback"),
    BACKPORT("Backport"),
    CLEAN_UP("Documents and clean-up"),
    STOPPED("Stopped"),
    /** The fact only marks a moment of whatever goes on. */
    NONE("");

    private static final Map<Class<? extends Fact>, Phase> BEFORE = Map.ofEntries(
            Map.entry(RunStarted.class, STOPPED),
            Map.entry(Declared.class, TRIAGE),
            Map.entry(Assessed.class, TRIAGE),
            Map.entry(Affected.class, TRIAGE),
            Map.entry(Declined.class, TRIAGE),
            Map.entry(Abandoned.class, CLEAN_UP),
            Map.entry(Mitigated.class, MITIGATION),
            Map.entry(Approved.class, GATE),
            Map.entry(Refused.class, GATE),
            Map.entry(Waived.class, NONE),
            Map.entry(ProtectionBypassed.class, NONE),
            Map.entry(DirectPush.class, TRIAGE),
            Map.entry(Explained.class, TRIAGE),
            Map.entry(ReviewDue.class, NONE),
            Map.entry(Reviewed.class, GATE),
            Map.entry(FollowUp.class, NONE),
            Map.entry(FollowedUp.class, NONE),
            Map.entry(Surroundings.class, TRIAGE),
            Map.entry(BranchPlanned.class, NONE),
            Map.entry(Branched.class, BRANCH),
            Map.entry(FixCollected.class, FIX),
            Map.entry(TestsRun.class, TESTS),
            Map.entry(Scanned.class, TESTS),
            Map.entry(SecurityRelated.class, TRIAGE),
            Map.entry(TestsCompared.class, TESTS),
            Map.entry(LockAwaited.class, RELEASE),
            Map.entry(LockTaken.class, RELEASE),
            Map.entry(ProtectionRead.class, NONE),
            Map.entry(ReviewedOutside.class, NONE),
            Map.entry(MergeAwaited.class, RELEASE),
            Map.entry(ReleaseProposed.class, RELEASE),
            Map.entry(Replaces.class, NONE),
            Map.entry(Released.class, RELEASE),
            Map.entry(RollbackPlanned.class, DEPLOYMENT),
            Map.entry(ChecklistAnswered.class, NONE),
            Map.entry(DeploymentRehearsed.class, DEPLOYMENT),
            Map.entry(ProcedureShown.class, NONE),
            Map.entry(RunArguments.class, NONE),
            Map.entry(Configured.class, NONE),
            Map.entry(Overridden.class, NONE),
            Map.entry(DeploymentStarted.class, NONE),
            Map.entry(CommandStarted.class, NONE),
            Map.entry(CommandRun.class, NONE),
            Map.entry(RequestStarted.class, NONE),
            Map.entry(RequestEnded.class, NONE),
            Map.entry(Deployed.class, DEPLOYMENT),
            Map.entry(Verified.class, VERIFICATION),
            Map.entry(RolledBack.class, ROLLBACK),
            Map.entry(BackportForecast.class, NONE),
            Map.entry(Backported.class, BACKPORT),
            Map.entry(DocumentsPlanned.class, NONE),
            Map.entry(TemplateRead.class, NONE),
            Map.entry(PostmortemDue.class, NONE),
            Map.entry(PostmortemKept.class, NONE),
            Map.entry(DocumentLeftAlone.class, NONE),
            Map.entry(DocumentsUpdated.class, CLEAN_UP),
            Map.entry(Rewound.class, CLEAN_UP),
            Map.entry(PutBack.class, NONE),
            Map.entry(CleanedUp.class, CLEAN_UP),
            Map.entry(Halted.class, NONE),
            Map.entry(RunEnded.class, CLEAN_UP),
            Map.entry(ReportWritten.class, NONE),
            Map.entry(RecordNotPushed.class, NONE),
            Map.entry(LogRepaired.class, NONE));

    private final String title;

    Phase(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    static Phase before(Fact fact) {
        return Objects.requireNonNull(BEFORE.get(fact.getClass()), () -> "no phase for " + fact.getClass());
    }
}
