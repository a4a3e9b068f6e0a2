package io.jenkins.plugins.hotfix.step;

import io.jenkins.plugins.hotfix.config.OfCall;
import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.Fact.Approved;
import io.jenkins.plugins.hotfix.incident.Fact.FixCollected;
import io.jenkins.plugins.hotfix.incident.Fact.FollowUp;
import io.jenkins.plugins.hotfix.incident.Fact.Refused;
import io.jenkins.plugins.hotfix.incident.Fact.Waived;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.Separation;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts on record who passed a gate, from what the host itself recorded. An approval is for what stood there at that
 * moment: it does not cover commits that came later.
 *
 * <p>Separation of duties (SOC 2, CC8.1: who authorises a change neither asked for it nor wrote it) is checked here,
 * because Jenkins' {@code input} does not. Who breaks it must say why, and the report shows that first.
 */
final class Approval implements Operation<Approval.Request> {
    /** The gate's answer that gives the reason for an exception. */
    static final String REASON = "REASON";

    /** The answer of the gates {@code rollback} and {@code verification}: {@code keep}, or what to do instead. */
    static final String ACTION = "ACTION";

    static final String VERIFICATION = "verification";
    static final String SEPARATION_OF_DUTIES = "separation-of-duties";
    static final String DIFF_BUDGET = "diff-budget";
    static final String REGRESSION_TEST = "regression-test";

    /**
     * @param gate the gate that was answered; needed. {@code scope} sets aside what the scope check found
     * @param separationOfDuties whether starter and authors may not pass it; default: true for the gate
     *     {@code deploy}, false for others
     * @param refused whether the gate ended without approval: somebody said no, or nobody said anything in time;
     *     default false
     * @param message how it ended then
     */
    public record Request(
            @OfCall @Nullable String gate,
            @Nullable Boolean separationOfDuties,
            @OfCall Boolean refused,
            @OfCall @Nullable String message) {
        public Request {
            gate = Checked.gate(gate);
            refused = Objects.requireNonNullElse(refused, false);
            if (gate != null && separationOfDuties == null) {
                separationOfDuties = gate.equals("deploy");
            }
        }
    }

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public Outcome run(Incident incident, Request request, Site site) throws IOException {
        Required.triage(incident);
        if (request.gate() == null) {
            return Outcome.stuck(Problem.Kind.USAGE, "hotfixApproval needs the name of the gate: gate: 'deploy'.");
        }
        String gate = request.gate();
        Optional<Evidence> answered = site.evidence(gate);
        if (request.refused()) {
            site.journal()
                    .record(new Refused(
                            gate,
                            subject(gate, incident),
                            answered.map(Evidence::by).orElse(site.actor()),
                            Objects.requireNonNullElse(request.message(), "the gate was not approved")));
            return Outcome.done();
        }
        if (answered.isEmpty()) {
            return Outcome.stuck(
                    Problem.Kind.FAILED,
                    "Nobody answered the gate '" + gate
                            + "' in this run, or nobody who was logged in, so there is nothing to put on record. Ask"
                            + " with input(id: '" + gate + "', ...) before hotfixApproval.");
        }
        Evidence evidence = answered.get();
        Incident asked = at(evidence.when(), incident);
        String subject = subject(gate, asked);
        if (incident.approval(gate, subject)
                .filter(approved -> approved.when().equals(evidence.when()))
                .isPresent()) {
            return Outcome.done();
        }
        List<Fact> facts = new ArrayList<>();
        String reason = reason(evidence);
        Optional<String> conflict = Boolean.TRUE.equals(request.separationOfDuties())
                ? Separation.conflict(incident, evidence.by())
                : Optional.empty();
        if (conflict.isPresent() && reason == null) {
            String sentence = evidence.by() + " " + conflict.get() + " and may not pass the gate '" + gate
                    + "' alone. Nothing was changed. Ask a colleague to approve; if there is nobody, approve again and"
                    + " give the reason.";
            facts.add(new Refused(gate, subject, evidence.by(), sentence));
            site.console().say(sentence);
            site.journal().record(facts);
            return Outcome.done();
        }
        conflict.ifPresent(why -> facts.add(
                new Waived(SEPARATION_OF_DUTIES, evidence.by(), reason + " (" + evidence.by() + " " + why + ")")));
        if (gate.equals("scope")) {
            facts.addAll(waivedScope(asked, evidence.by(), Objects.requireNonNullElse(reason, "no reason given")));
        }
        if (keeps(evidence.answers())) {
            facts.add(new Waived(
                    VERIFICATION,
                    evidence.by(),
                    Objects.requireNonNullElse(reason, "no reason given") + " (the hotfix stays in production)"));
        }
        facts.add(new Approved(gate, subject, evidence.by(), evidence.when(), evidence.via(), evidence.answers()));
        site.journal().record(facts);
        return Outcome.done();
    }

    /** Whether who was asked about a hotfix that is not well, or not known to be, lets it stay. */
    static boolean keeps(Map<String, String> answers) {
        return "keep".equals(answers.get(ACTION));
    }

    /** Whether this is a hotfix at all is about the incident, whatever was done since. */
    private static String subject(String gate, Incident incident) {
        return gate.equals("hotfix") ? Objects.requireNonNull(incident.id()) : subject(incident);
    }

    /** What a gate is about: the fix as it is now, or the incident while there is no fix. */
    static String subject(Incident incident) {
        return incident.fix().map(FixCollected::tip).orElseGet(() -> Objects.requireNonNull(incident.id()));
    }

    /** The incident as it was when somebody answered, by a host that may count no more than milliseconds. */
    private static Incident at(Instant when, Incident incident) {
        return Incident.of(incident.events().stream()
                .filter(event -> !event.at().truncatedTo(ChronoUnit.MILLIS).isAfter(when))
                .toList());
    }

    private static @Nullable String reason(Evidence evidence) {
        String given = evidence.answers().get(REASON);
        if (given != null && !given.isBlank()) {
            return given.strip();
        }
        return evidence.via().equals("--yes") ? "every gate was approved in advance with --yes" : null;
    }

    private static List<Fact> waivedScope(Incident incident, String by, String reason) {
        List<Fact> facts = new ArrayList<>();
        FixCollected fix = Required.fix(incident);
        if (fix.overBudget() != null) {
            facts.add(new Waived(DIFF_BUDGET, by, reason + " (" + fix.overBudget() + ")"));
        }
        if (fix.regressionTests().isEmpty()) {
            facts.add(new Waived(REGRESSION_TEST, by, reason));
            facts.add(new FollowUp("Write the regression test for " + incident.id(), "the fix went out without one"));
        }
        return facts;
    }
}
