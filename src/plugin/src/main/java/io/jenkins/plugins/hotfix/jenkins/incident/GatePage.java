package io.jenkins.plugins.hotfix.jenkins.incident;

import hudson.Util;
import hudson.model.Failure;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.hotfix.config.Setting;
import io.jenkins.plugins.hotfix.incident.Fact.FixCollected;
import io.jenkins.plugins.hotfix.incident.Fact.Refused;
import io.jenkins.plugins.hotfix.incident.Fact.RunStarted;
import io.jenkins.plugins.hotfix.incident.Fact.TestsRun;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.Separation;
import io.jenkins.plugins.hotfix.jenkins.gate.Declined;
import io.jenkins.plugins.hotfix.jenkins.gate.GateDetails;
import io.jenkins.plugins.hotfix.jenkins.gate.GateField;
import io.jenkins.plugins.hotfix.jenkins.gate.Received;
import io.jenkins.plugins.hotfix.jenkins.gate.Respondents;
import io.jenkins.plugins.hotfix.question.Phrase;
import io.jenkins.plugins.hotfix.report.Narration;
import io.jenkins.plugins.hotfix.step.fix.FixPatch;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.support.steps.input.InputStepExecution;
import org.jspecify.annotations.Nullable;
import org.jvnet.localizer.LocaleProvider;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/**
 * The page of a gate: what is approved, as far as it is on record, and the answer. It answers Jenkins' own {@code input},
 * which stays where scripts and other pages look for it. Everything is plain text; the view escapes it.
 */
public final class GatePage {
    private static final String FIELD = "answer.";
    private static final int LONGEST_REASON = 2_000;

    private final Run<?, ?> run;
    private final IncidentAction action;
    private final InputStepExecution asked;
    private final Incident incident;

    GatePage(Run<?, ?> run, IncidentAction action, InputStepExecution asked) throws IOException {
        this.run = run;
        this.action = action;
        this.asked = asked;
        this.incident = action.incident();
    }

    /** The build that waits. */
    public Run<?, ?> getRun() {
        return run;
    }

    public Incident getIncident() {
        return incident;
    }

    /** The gate's name. */
    public String getGate() {
        return details().map(GateDetails::getGate).orElseGet(asked::getId);
    }

    public String getTitle() {
        return details().map(GateDetails::getHeading).orElseGet(asked::getDisplayName);
    }

    /** What the button does that approves. */
    public String getApprove() {
        return details().map(GateDetails::getApprove).orElse("OK");
    }

    /** The question as lines of text. */
    public String getText() {
        return details().map(GateDetails::getText).orElse("");
    }

    /** When nobody can answer any more, in milliseconds; 0 if that is not known. */
    public long getDeadline() {
        return details().map(GateDetails::getDeadline).orElse(0L);
    }

    /** The same, as the controller writes it, for a browser that runs no scripts. */
    public String getDeadlineText() {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(Instant.ofEpochMilli(getDeadline())
                .truncatedTo(ChronoUnit.SECONDS)
                .atZone(ZoneId.systemDefault()));
    }

    /** Whether the page shows in its own sections what the text says, so that it need not be open. */
    public boolean isSectioned() {
        return List.of("deploy", "scope").contains(getGate());
    }

    /** What is to be filled in. */
    public List<GateField> getFields() {
        return asked.getInput().getParameters().stream()
                .filter(GateField.class::isInstance)
                .map(GateField.class::cast)
                .toList();
    }

    private Optional<GateDetails> details() {
        return asked.getInput().getParameters().stream()
                .filter(GateDetails.class::isInstance)
                .map(GateDetails.class::cast)
                .findFirst();
    }

    /** Who may answer, for people. */
    public String getRespondents() {
        return shown(respondents().shown());
    }

    /** Why whoever reads this may not answer; null if they may. */
    public @Nullable String getRefusal() {
        return respondents()
                .refusal(run, Jenkins.getAuthentication2())
                .map(GatePage::shown)
                .orElse(null);
    }

    private Respondents respondents() {
        return Respondents.of(asked.getInput());
    }

    /** Whether whoever reads this approves what they asked for or wrote, and must say why nobody else does. */
    public boolean isConflict() {
        return Separation.conflict(incident, Jenkins.getAuthentication2().getName())
                        .isPresent()
                && getFields().stream().anyMatch(field -> field.getName().equals("REASON"));
    }

    /** Why the last answer did not count; null if there is none, or it did. */
    public @Nullable String getLastRefusal() {
        return incident.refusals().stream()
                .filter(refused -> refused.gate().equals(getGate()))
                .reduce((first, second) -> second)
                .map(Refused::reason)
                .orElse(null);
    }

    /** Who started the newest run. */
    public @Nullable String getStarter() {
        return incident.runs().stream()
                .reduce((first, second) -> second)
                .map(RunStarted::by)
                .orElse(null);
    }

    /** What was set aside, what a run replaces of the repository's own settings, which protections were bypassed. */
    public List<String> getExceptions() {
        return Stream.concat(incident.waived().stream(), incident.overrides().stream())
                .map(Narration::of)
                .toList();
    }

    public @Nullable FixCollected getFix() {
        return incident.fix().orElse(null);
    }

    /** The fix, file by file; empty where its lines are not kept. */
    public List<FileDiff> getDiff() {
        return incident.fix()
                .map(fix -> FileDiff.of(action.document(FixPatch.name(fix))))
                .orElse(List.of());
    }

    /** All runs of the critical tests, newest first. */
    public List<TestsRun> getTests() {
        List<TestsRun> tests = new ArrayList<>(incident.tests());
        Collections.reverse(tests);
        return tests;
    }

    public boolean isTested() {
        return incident.tested();
    }

    /** What production runs now. */
    public @Nullable String getProduction() {
        return incident.production()
                .map(production -> Stream.of(
                                Objects.requireNonNullElse(production.version(), ""),
                                production.branch(),
                                abbreviated(production.commit()))
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(", ")))
                .orElse(null);
    }

    /** The tag, or the format that it is named by. */
    public String getTag() {
        return incident.release()
                .map(release -> release.tag())
                .or(() -> setting("hotfixTag", "tag"))
                .or(() -> setting("hotfixTag", "tagFormat"))
                .orElse("hotfix-{date}-{time}");
    }

    /** What deploys; null if it is not configured. */
    public @Nullable String getDeployment() {
        return setting("deployProd", "procedure")
                .or(() -> setting("deployProd", "command"))
                .orElse(null);
    }

    /** What a rollback returns to; null if there is nothing. */
    public @Nullable String getReturnsTo() {
        return incident.replaces()
                .map(before -> Objects.requireNonNullElse(before.version(), abbreviated(before.commit())))
                .or(() -> incident.production().map(production -> production.version()))
                .orElse(null);
    }

    /** What rolls back; null if people do it. */
    public @Nullable String getRollback() {
        return setting("rollbackProd", "command").orElse(null);
    }

    /** Whether a rollback reverts the merge, too. */
    public boolean isReverting() {
        return setting("rollbackProd", "revert").map(Boolean::parseBoolean).orElse(false);
    }

    /** Whether a breach is rolled back without a question. */
    public boolean isRollbackAutomatic() {
        return setting("rollbackProd", "approval").map("none"::equals).orElse(false);
    }

    /** Where the fix is backported to; null: where the defaults say. */
    public @Nullable String getTargets() {
        return setting("backportDevelop", "to")
                .map(targets -> targets.replaceAll("[\\[\\]\"]", ""))
                .orElse(null);
    }

    private Optional<String> setting(String step, String parameter) {
        return Optional.ofNullable(incident.given().getOrDefault(step, Map.of()).get(parameter))
                .or(() -> Optional.ofNullable(incident.configuration()
                                .sections()
                                .getOrDefault(step, Map.of())
                                .get(parameter))
                        .map(Setting::value))
                .map(Object::toString)
                .filter(text -> !text.isBlank());
    }

    /** A commit's id as people read it. */
    public String abbreviated(String commit) {
        return commit.substring(0, Math.min(12, commit.length()));
    }

    /** A time that something took. */
    public String duration(long millis) {
        return Util.getTimeSpanString(millis);
    }

    private static String shown(Phrase phrase) {
        return phrase.in(LocaleProvider.getLocale());
    }

    /** Approves, with what was filled in. */
    @POST
    public HttpResponse doApprove(StaplerRequest2 request) throws IOException, InterruptedException {
        checkPermission();
        Map<String, Object> answers = new LinkedHashMap<>();
        for (GateField field : getFields()) {
            answers.put(field.getName(), field.read(request.getParameter(FIELD + field.getName())));
        }
        asked.proceed(answers);
        return back();
    }

    /** Declines, and says why. */
    @POST
    public HttpResponse doDecline(StaplerRequest2 request) throws Exception {
        checkPermission();
        String reason =
                Objects.requireNonNullElse(request.getParameter("reason"), "").strip();
        if (reason.isEmpty() || reason.length() > LONGEST_REASON) {
            throw new Failure("Say why, in at most " + LONGEST_REASON
                    + " characters: the report shows it. Nothing was declined; go back and give a reason.");
        }
        String who = Jenkins.getAuthentication2().getName();
        asked.stop(new FlowInterruptedException(Result.ABORTED, true, new Declined(who, reason, Received.via())));
        return back();
    }

    private void checkPermission() {
        Optional<Phrase> refusal = respondents().refusal(run, Jenkins.getAuthentication2());
        if (refusal.isPresent()) {
            throw HttpResponses.errorWithoutStack(403, shown(refusal.get()));
        }
        if (asked.isSettled()) {
            throw new Failure("Somebody answered this gate already. Nothing was changed.");
        }
    }

    private HttpResponse back() {
        return HttpResponses.redirectViaContextPath(run.getUrl() + action.getUrlName());
    }
}
