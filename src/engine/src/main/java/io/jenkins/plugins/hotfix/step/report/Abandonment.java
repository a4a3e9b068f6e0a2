package io.jenkins.plugins.hotfix.step.report;

import io.jenkins.plugins.hotfix.git.remote.PushResult;
import io.jenkins.plugins.hotfix.git.remote.RefUpdate;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.incident.Fact.Abandoned;
import io.jenkins.plugins.hotfix.incident.Fact.BranchPlanned;
import io.jenkins.plugins.hotfix.incident.Fact.Branched;
import io.jenkins.plugins.hotfix.incident.Fact.CleanedUp;
import io.jenkins.plugins.hotfix.incident.Fact.CommandStarted;
import io.jenkins.plugins.hotfix.incident.Fact.FixCollected;
import io.jenkins.plugins.hotfix.incident.Fact.ProcedureShown;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.step.OutOfOrderException;
import io.jenkins.plugins.hotfix.step.Site;
import io.jenkins.plugins.hotfix.step.fix.Fix;
import io.jenkins.plugins.hotfix.step.fix.Protection;
import io.jenkins.plugins.hotfix.step.release.Lock;
import io.jenkins.plugins.hotfix.step.release.Unlock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Closes an incident that will not be finished, and clears what is its own on the remote: its lock, its place in the queue,
 * and its hotfix branch where nothing would be lost with it. That it is abandoned is on record before anything is cleared;
 * called again, it clears what is left.
 */
public final class Abandonment {
    private static final String HEADS = "refs/heads/";

    /** What a deployment runs before production is changed. */
    private static final Set<String> HARMLESS = Set.of("staging", "staging-smoke", "backup");

    private final Site site;
    private final List<String> remarks = new ArrayList<>();

    /** For the incident of the site's journal. */
    public Abandonment(Site site) {
        this.site = site;
    }

    /** Why an incident cannot be abandoned; empty if it can, or was before. */
    public static Optional<String> refusal(Incident incident) {
        if (incident.declared().isEmpty()) {
            return Optional.of("The incident was never declared, so there is nothing to clear. Nothing was done.");
        }
        switch (incident.status()) {
            case DECLINED, RESOLVED -> {
                return Optional.of("The incident is closed already: it is "
                        + incident.status().word() + ". Nothing was done.");
            }
            default -> {
                if (Unlock.isUnderWay(incident)) {
                    return Optional.of("A command that changes production was interrupted, and may still run. Nothing"
                            + " was abandoned; resume the incident and say at the gate how the command ended.");
                }
                return changesProduction(incident)
                        ? Optional.of(
                                tag(incident) + " was deployed, at least in part, and was not rolled back. Nothing"
                                        + " was abandoned; resume the incident and finish it, or roll it back and then abandon it.")
                        : Optional.empty();
            }
        }
    }

    /** That an abandoned incident is not gone on with, for whoever tries. */
    public static String closed(Incident incident) {
        Abandoned abandoned = incident.abandoned().orElseThrow();
        return "The incident " + incident.id() + " was abandoned by " + abandoned.by() + ": "
                + abandoned.reason().replaceFirst("\\.?$", ".")
                + " Nothing was done; declare a new incident for the next fix.";
    }

    /**
     * Closes it.
     *
     * @return what is left to people, as sentences
     * @throws OutOfOrderException if it cannot be abandoned
     * @throws IOException if the remote does not answer; it is on record then what was meant, and this can be called again
     */
    public List<String> now(String reason) throws IOException {
        Incident incident = site.journal().incident();
        Optional<String> refusal = refusal(incident);
        if (refusal.isPresent()) {
            throw new OutOfOrderException(refusal.get());
        }
        if (incident.abandoned().isEmpty()) {
            incident = site.journal().record(new Abandoned(site.actor(), reason));
        }
        if (incident.production().isPresent()) {
            clear(incident, site.git());
        }
        incident.proposal()
                .filter(proposal -> site.journal().incident().release().isEmpty())
                .ifPresent(proposal -> remarks.add("Close the review of " + proposal.review() + " for "
                        + proposal.branch() + (proposal.url() == null ? "." : ": " + proposal.url())));
        incident.release()
                .ifPresent(release -> remarks.add(release.branch() + " has the fix, as "
                        + release.commit().substring(0, 12)
                        + " with tag " + release.tag() + ". The next release from there brings it to production; if it"
                        + " must not, revert it: git revert -m 1 "
                        + release.commit().substring(0, 12)));
        return List.copyOf(remarks);
    }

    private static boolean changesProduction(Incident incident) {
        if (incident.rollback()
                .filter(rollback -> rollback.status().equals("succeeded"))
                .isPresent()) {
            return false;
        }
        List<CommandStarted> commands = incident.all(CommandStarted.class).stream()
                .filter(started -> started.step().equals("deployProd"))
                .toList();
        boolean deployed = incident.deployment().isPresent();
        return incident.latest(ProcedureShown.class).isPresent()
                || (deployed && commands.isEmpty())
                || commands.stream().anyMatch(started -> !HARMLESS.contains(started.part()));
    }

    private static String tag(Incident incident) {
        return incident.release().map(release -> release.tag()).orElse("The fix");
    }

    private void clear(Incident incident, GitRepository git) throws IOException {
        Optional<String> branch = branch(incident);
        Map<String, String> there =
                git.remoteRefs(Stream.concat(Lock.REFS.stream(), branch.stream().map(HEADS::concat))
                        .toArray(String[]::new));
        Optional<RefUpdate> deletion = branch.flatMap(name -> deletion(incident, name, there.get(HEADS + name)));
        PushResult pushed =
                new Lock(git, incident, site).release(there, deletion.stream().toList());
        if (!pushed.ok()) {
            throw new IOException("The incident is abandoned, but what it left on the remote could not all be cleared: "
                    + pushed.message() + " Once that is solved, abandon it again.");
        }
        if (deletion.isPresent()) {
            String name = branch.orElseThrow();
            site.console().say("Deleted the branch " + name);
            site.journal().record(new CleanedUp(name, there.get(HEADS + name)));
        }
    }

    /** The hotfix branch, if this incident made it or was about to. */
    private static Optional<String> branch(Incident incident) {
        return incident.branch()
                .map(Branched::branch)
                .filter(incident::made)
                .or(() -> incident.latest(BranchPlanned.class)
                        .filter(planned ->
                                planned.from() != null && incident.branch().isEmpty())
                        .map(BranchPlanned::branch));
    }

    /** Deletes the branch where this incident left it, unless people would lose commits with it. */
    private Optional<RefUpdate> deletion(Incident incident, String branch, @Nullable String tip) {
        if (tip == null || incident.cleanup().isPresent()) {
            return Optional.empty();
        }
        Optional<FixCollected> fix = incident.fix();
        boolean untouched = incident.branch().map(Branched::from).or(() -> incident.planned(branch)).stream()
                .anyMatch(tip::equals);
        boolean collected = fix.filter(each -> each.tip().equals(tip)).isPresent();
        boolean elsewhere = incident.release().isPresent() || isNamed(incident);
        boolean guarded = Protection.of(incident, List.of(), "").against(branch).isPresent();
        if (!guarded && (untouched || (collected && elsewhere))) {
            return Optional.of(new RefUpdate(HEADS + branch, tip, null));
        }
        remarks.add("The branch " + branch + " stays, at " + tip.substring(0, 12)
                + ": it has commits that may be nowhere else. Delete it when nobody needs them: git push origin --delete "
                + branch);
        return Optional.empty();
    }

    /** Whether the fix was named, and so is what somebody has elsewhere. */
    private static boolean isNamed(Incident incident) {
        return !incident.configuration()
                .bind(Fix.Request.class, "hotfixFix")
                .fix()
                .isEmpty();
    }
}
