package io.jenkins.plugins.hotfix.step.deploy;

import io.jenkins.plugins.hotfix.config.OfRun;
import io.jenkins.plugins.hotfix.git.command.GitException;
import io.jenkins.plugins.hotfix.git.merge.MergeResult;
import io.jenkins.plugins.hotfix.git.object.Commit;
import io.jenkins.plugins.hotfix.git.object.CommitDraft;
import io.jenkins.plugins.hotfix.git.object.TagDraft;
import io.jenkins.plugins.hotfix.git.object.Trailer;
import io.jenkins.plugins.hotfix.git.remote.PushResult;
import io.jenkins.plugins.hotfix.git.remote.RefUpdate;
import io.jenkins.plugins.hotfix.git.repository.Checkout;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.Fact.CommandRun;
import io.jenkins.plugins.hotfix.incident.Fact.Deployed;
import io.jenkins.plugins.hotfix.incident.Fact.FollowUp;
import io.jenkins.plugins.hotfix.incident.Fact.Released;
import io.jenkins.plugins.hotfix.incident.Fact.RolledBack;
import io.jenkins.plugins.hotfix.incident.Fact.Verified;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.question.Answers;
import io.jenkins.plugins.hotfix.step.Checked;
import io.jenkins.plugins.hotfix.step.Commands;
import io.jenkins.plugins.hotfix.step.Enclosing;
import io.jenkins.plugins.hotfix.step.Ended;
import io.jenkins.plugins.hotfix.step.IncidentVariables;
import io.jenkins.plugins.hotfix.step.Next;
import io.jenkins.plugins.hotfix.step.OutOfOrderException;
import io.jenkins.plugins.hotfix.step.Outcome;
import io.jenkins.plugins.hotfix.step.Problem;
import io.jenkins.plugins.hotfix.step.RecordedCommits;
import io.jenkins.plugins.hotfix.step.Required;
import io.jenkins.plugins.hotfix.step.Site;
import io.jenkins.plugins.hotfix.step.release.LaterChanges;
import io.jenkins.plugins.hotfix.step.release.Predecessor;
import io.jenkins.plugins.hotfix.step.release.Provenance;
import io.jenkins.plugins.hotfix.step.release.TagName;
import io.jenkins.plugins.hotfix.step.release.Unlock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes production back to what it ran before the hotfix: runs a command in a checkout of that and, if told to, reverts
 * the merge on the production branch, so that the next release does not bring it again. Users come first: the command
 * runs before the branch is touched, and a revert that cannot be made does not undo that.
 */
public final class Rollback implements Enclosing<Rollback.Request> {
    private static final String STEP = "rollbackProd";
    private static final String PART = "rollback";

    private static final String TAG_FORMAT = "rollback-{date}-{time}";
    private static final int TRIES = 5;
    private static final int SEARCHED = 500;

    /**
     * @param command the shell command that brings back what ran before, whose version is in {@code
     *     HOTFIX_ROLLBACK_TO} and commit in {@code HOTFIX_ROLLBACK_COMMIT}; needed, unless the revert itself deploys
     * @param revert whether the merge is reverted on the production branch, pushed and tagged; default false
     * @param tagFormat the name of that tag, with {@code {date}}, {@code {time}} and {@code {next}}; default {@code
     *     rollback-{date}-{time}}
     * @param because why; default: what the verification found, or that the deployment failed
     * @param approval the gate that must have been passed since the deployment, or {@code none}: it is automatic;
     *     default {@code rollback}
     * @param timeoutMinutes after which the command is ended and has failed; default 30
     * @param checkout how much of the repository it needs: {@code all}, {@code changed} or {@code none}; default
     *     {@code all}
     * @param idempotent whether a command that was interrupted may run again without a question, because a second time
     *     changes nothing; default false
     * @param secrets the names of environment variables whose values are masked, beside those whose names tell
     * @param planTemplate the path, in the repository, of a jmustache template to use for the rollback plan instead of the built-in one
     * @param triggers what calls for a rollback beside the thresholds of {@code verifyProd}, for the plan
     * @param steps what else to do in a rollback, in order, after the rest, for the plan
     */
    public record Request(
            @Nullable String command,
            Boolean revert,
            String tagFormat,
            @OfRun @Nullable String because,
            String approval,
            Integer timeoutMinutes,
            Checkout.Scope checkout,
            Boolean idempotent,
            List<String> secrets,
            @Nullable String planTemplate,
            List<String> triggers,
            List<String> steps) {
        public Request {
            revert = Objects.requireNonNullElse(revert, false);
            tagFormat = TagName.format(Objects.requireNonNullElse(tagFormat, TAG_FORMAT));
            approval = Checked.gate(Objects.requireNonNullElse(approval, "rollback"));
            timeoutMinutes = Checked.positive("timeoutMinutes", Objects.requireNonNullElse(timeoutMinutes, 30));
            checkout = Objects.requireNonNullElse(checkout, Checkout.Scope.ALL);
            idempotent = Objects.requireNonNullElse(idempotent, false);
            secrets = Objects.requireNonNullElse(secrets, List.of());
            triggers = Objects.requireNonNullElse(triggers, List.of());
            steps = Objects.requireNonNullElse(steps, List.of());
        }
    }

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public Next next(Incident incident, Request request, Site site, @Nullable Ended ended) throws IOException {
        Released release = Required.release(incident);
        Deployed deployed = incident.deployment()
                .orElseThrow(() -> new OutOfOrderException("There is nothing to roll back: nothing was deployed yet."
                        + " Nothing was done; production runs what it ran before."));
        Optional<RolledBack> before =
                incident.rollback().filter(rollback -> rollback.status().equals("succeeded"));
        if (before.isPresent()) {
            return !request.revert() || before.get().reverted().equals("pushed")
                    ? Next.done()
                    : new Next.End(revertLater(incident, request, site, release, deployed, before.get()));
        }
        Commands commands = commands(incident, request, site);
        boolean begun = commands.began(PART);
        Optional<String> refusal = begun ? Optional.empty() : refusal(incident, request, release, deployed, site);
        if (refusal.isPresent()) {
            return Next.stuck(Problem.Kind.STOPPED, refusal.get());
        }
        Optional<Next> doubt = commands.settle();
        if (doubt.isPresent()) {
            return doubt.get();
        }
        String target = target(incident);
        if (request.command() != null && commands.state(PART) == Commands.State.DUE) {
            site.console().say("Rolling back from " + deployed.tag() + " to " + target);
            return run(commands, incident, request, site, release, target);
        }
        Outcome outcome = end(incident, request, site, release, deployed, commands);
        if (outcome.problem().isEmpty()) {
            Unlock.now(site);
        }
        return new Next.End(outcome);
    }

    private static Optional<String> refusal(
            Incident incident, Request request, Released release, Deployed deployed, Site site) throws IOException {
        if (request.command() == null && !request.revert()) {
            return Optional.of("No command is configured that rolls back, and production still runs " + deployed.tag()
                    + ". Roll back by hand now"
                    + incident.rollbackPlan()
                            .map(plan -> ", as " + plan.file() + " says")
                            .orElse("")
                    + "; or set rollbackProd.command and resume.");
        }
        if (!request.approval().equals("none") && !approved(incident, request)) {
            return Optional.of("The gate '" + request.approval() + "' was not passed since the deployment, so nothing"
                    + " was rolled back, and production still runs " + deployed.tag() + ". Approve it, or set"
                    + " rollbackProd.approval to none to roll back without asking.");
        }
        List<String> later = request.approval().equals("none") ? later(incident, release, site) : List.of();
        return later.isEmpty()
                ? Optional.empty()
                : Optional.of("Since " + release.tag() + " was released, " + String.join(", ", later)
                        + " came on top of it: to roll back would take that out of production, too, and nobody said so."
                        + " Nothing was rolled back; decide, set rollbackProd.approval to rollback, and resume, which"
                        + " asks.");
    }

    private static String target(Incident incident) {
        return Predecessor.of(incident).name();
    }

    /** What others put on top of a release that an earlier run made. */
    private static List<String> later(Incident incident, Released release, Site site) throws IOException {
        if (!LaterChanges.possible(incident)) {
            return List.of();
        }
        try {
            return LaterChanges.since(release, incident, RecordedCommits.in(site, incident))
                    .releases();
        } catch (GitException e) {
            // Users come first: a remote that does not answer must not keep production broken.
            site.console().say("Whether a later release is in production is not known: " + e.getMessage());
            return List.of();
        }
    }

    private static boolean approved(Incident incident, Request request) {
        return incident.rollbackDecided()
                || incident.since(List.of(Deployed.class)).approvals().stream()
                        .filter(approval -> approval.gate().equals(request.approval()))
                        .anyMatch(approval -> !Answers.keeps(approval.answers()));
    }

    /** A rollback that failed may be tried again, so each begins after the one before. */
    private static Commands commands(Incident incident, Request request, Site site) {
        return new Commands(
                STEP,
                incident,
                incident.after(List.of(Deployed.class, RolledBack.class)),
                site,
                Duration.ofMinutes(request.timeoutMinutes()),
                request.idempotent() ? Commands.Repeat.CONFIGURED : Commands.Repeat.ASK);
    }

    private static Next run(
            Commands commands, Incident incident, Request request, Site site, Released release, String target)
            throws IOException {
        Map<String, String> variables = new LinkedHashMap<>(IncidentVariables.of(incident));
        variables.put("HOTFIX_ROLLBACK_TO", target);
        String commit = Predecessor.of(incident).commit();
        variables.put("HOTFIX_ROLLBACK_COMMIT", commit);
        Path directory;
        try {
            directory = ReleaseCheckout.of(incident, request.checkout(), site, commit);
        } catch (GitException e) {
            // The command may well do without; not to try it would be worse.
            site.console().say("No checkout of " + target + ": " + e.getMessage());
            directory = site.scratch();
        }
        return commands.run(PART, Objects.requireNonNull(request.command()), directory, variables);
    }

    private static Outcome end(
            Incident incident, Request request, Site site, Released release, Deployed deployed, Commands commands)
            throws IOException {
        String because = request.because() != null ? request.because() : because(incident, deployed);
        String target = target(incident);
        CommandRun run = request.command() == null ? null : commands.last(PART).orElseThrow();
        boolean restored = run == null || commands.state(PART) == Commands.State.SUCCEEDED;
        Instant began = run == null ? site.clock().instant() : run.began();
        Reverted reverted = request.revert() && restored
                ? revertSafely(incident, request, site, release)
                : new Reverted("none", null, null, "");
        boolean succeeded = restored && (run != null || reverted.status().equals("pushed"));
        String message = message(release, deployed, target, run, reverted, succeeded);
        // What follows from it comes first: once the rollback is on record nobody looks for what is missing.
        List<Fact> facts = new ArrayList<>();
        if (succeeded) {
            facts.add(new FollowUp("Fix " + incident.id() + " anew", "the hotfix was rolled back: " + because));
        }
        facts.add(new RolledBack(
                succeeded ? "succeeded" : "failed",
                because,
                deployed.tag(),
                Predecessor.of(incident).version(),
                run == null ? "git revert" : run.command(),
                run == null ? null : run.exit(),
                began,
                Math.max(0, Duration.between(began, site.clock().instant()).toMillis()),
                reverted.status(),
                reverted.commit(),
                reverted.tag(),
                message));
        if (succeeded) {
            site.console().say(message);
        } else {
            loudly(site, message);
        }
        site.journal().record(facts);
        boolean reverts = !request.revert() || reverted.status().equals("pushed");
        return succeeded && reverts ? Outcome.done() : Outcome.stuck(Problem.Kind.FAILED, message);
    }

    /** What an earlier run could not revert; production is back already, and stays as it is. */
    private static Outcome revertLater(
            Incident incident, Request request, Site site, Released release, Deployed deployed, RolledBack before)
            throws IOException {
        Reverted reverted = revertSafely(incident, request, site, release);
        String target = before.to() == null ? release.previous().substring(0, 12) : before.to();
        String message = message(release, deployed, target, null, reverted, true);
        site.journal()
                .record(new RolledBack(
                        before.status(),
                        before.because(),
                        before.from(),
                        before.to(),
                        before.command(),
                        before.exit(),
                        before.began(),
                        before.millis(),
                        reverted.status(),
                        reverted.commit(),
                        reverted.tag(),
                        message));
        site.console().say(message);
        return reverted.status().equals("pushed") ? Outcome.done() : Outcome.stuck(Problem.Kind.FAILED, message);
    }

    private static String because(Incident incident, Deployed deployed) {
        return incident.verification()
                .filter(verified -> !verified.status().equals("passed"))
                .map(Verified::because)
                .orElse(
                        deployed.status().equals("succeeded")
                                ? "somebody decided so"
                                : "the deployment failed: " + deployed.message());
    }

    private static String message(
            Released release,
            Deployed deployed,
            String target,
            @Nullable CommandRun run,
            Reverted reverted,
            boolean succeeded) {
        if (!succeeded) {
            return "THE ROLLBACK FAILED. "
                    + (run == null ? reverted.message() : "The command " + Commands.how(run))
                    + " Nobody knows what production runs now: neither " + deployed.tag() + " nor " + target
                    + " for certain. Look at it this minute, and follow the rollback plan by hand; call rollbackProd"
                    + " again to try again.";
        }
        String back = "Rolled back from " + deployed.tag() + " to " + target
                + ". What was broken before the hotfix is broken again, and the incident goes on. ";
        return switch (reverted.status()) {
            case "none" -> back + release.branch() + " still has the fix: revert it before the next release.";
            case "pushed" -> back + reverted.message();
            default ->
                back + "BUT " + release.branch() + " STILL HAS THE FIX, and the next release brings it again: "
                        + reverted.message();
        };
    }

    private static void loudly(Site site, String message) {
        String line = "!".repeat(100);
        site.console().say(line);
        site.console().say(message);
        site.console().say(line);
    }

    private record Reverted(
            String status,
            @Nullable String commit,
            @Nullable String tag,
            String message) {}

    /** A revert that cannot be made must not take away the record of a rollback that was. */
    private static Reverted revertSafely(Incident incident, Request request, Site site, Released release) {
        try {
            return revert(incident, request, site, release);
        } catch (IOException | IllegalArgumentException e) {
            return new Reverted("failed", null, null, "the revert could not be made: " + e.getMessage());
        }
    }

    private static Reverted revert(Incident incident, Request request, Site site, Released release) throws IOException {
        GitRepository git = site.git();
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            git.fetch("refs/heads/" + release.branch(), "refs/tags/*");
            String tip = git.branch(release.branch()).orElseThrow();
            Optional<Reverted> earlier = earlier(git, release, tip);
            if (earlier.isPresent()) {
                return earlier.get();
            }
            // All that came with the release, which is more than its commit where people rebased the fix onto
            // production.
            MergeResult undone = git.threeWay(
                    release.commit(),
                    tip,
                    release.previous(),
                    release.previous().substring(0, 12));
            if (undone.status() == MergeResult.Status.CONFLICTING) {
                return new Reverted(
                        "conflict",
                        null,
                        null,
                        "it cannot be reverted without conflicts. Revert it by hand: git revert "
                                + (merge(git, release) ? "--mainline 1 " : release.previous() + "..")
                                + release.commit());
            }
            if (undone.status() != MergeResult.Status.CLEAN) {
                return new Reverted("pushed", tip, null, release.branch() + " does not have the fix any more.");
            }
            List<Trailer> trailers = new ArrayList<>(Provenance.trailers(incident));
            trailers.add(new Trailer(Provenance.REVERTS, release.commit()));
            String commit = git.commitTree(new CommitDraft(
                    undone.tree(),
                    List.of(tip),
                    "Revert \"HOTFIX: " + incident.title() + "\"\n\nThis reverts commit " + release.commit() + ".",
                    trailers,
                    null,
                    null));
            String name = TagName.free(request.tagFormat(), ZonedDateTime.now(site.clock()), git, tip, Set.of());
            String tag = git.tagObject(new TagDraft(name, commit, "Rollback: " + incident.title(), trailers));
            PushResult pushed = git.push(List.of(
                    new RefUpdate("refs/heads/" + release.branch(), tip, commit),
                    new RefUpdate("refs/tags/" + name, null, tag)));
            if (pushed.ok()) {
                return new Reverted(
                        "pushed",
                        commit,
                        name,
                        "The merge is reverted on " + release.branch() + " as " + commit.substring(0, 12) + ", tagged "
                                + name + ".");
            }
            if (pushed.status() != PushResult.Status.STALE) {
                return new Reverted("failed", null, null, "the revert could not be pushed: " + pushed.message());
            }
        }
        return new Reverted(
                "failed",
                null,
                null,
                release.branch() + " moved each time the revert was pushed, " + TRIES + " times.");
    }

    private static boolean merge(GitRepository git, Released release) throws IOException {
        return git.commit(release.commit()).filter(Commit::isMerge).isPresent();
    }

    /** What an earlier run pushed before it could put it on record. */
    private static Optional<Reverted> earlier(GitRepository git, Released release, String tip) throws IOException {
        for (Commit commit : git.commits(release.commit(), tip, SEARCHED)) {
            boolean reverts = commit.trailers().stream()
                    .anyMatch(trailer -> trailer.key().equalsIgnoreCase(Provenance.REVERTS)
                            && trailer.value().equals(release.commit()));
            if (reverts) {
                String tag =
                        git.tagsContaining(commit.id()).stream().findFirst().orElse(null);
                return Optional.of(new Reverted(
                        "pushed",
                        commit.id(),
                        tag,
                        "The merge is reverted on " + release.branch() + " as "
                                + commit.id().substring(0, 12) + "."));
            }
        }
        return Optional.empty();
    }
}
