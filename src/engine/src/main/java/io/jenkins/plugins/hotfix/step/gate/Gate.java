package io.jenkins.plugins.hotfix.step.gate;

import io.jenkins.plugins.hotfix.config.OfCall;
import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.Fact.Approved;
import io.jenkins.plugins.hotfix.incident.Fact.FixCollected;
import io.jenkins.plugins.hotfix.incident.Fact.FollowUp;
import io.jenkins.plugins.hotfix.incident.Fact.Refused;
import io.jenkins.plugins.hotfix.incident.Fact.TestsRun;
import io.jenkins.plugins.hotfix.incident.Fact.Waived;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.Separation;
import io.jenkins.plugins.hotfix.question.Answers;
import io.jenkins.plugins.hotfix.step.Asking;
import io.jenkins.plugins.hotfix.step.Checked;
import io.jenkins.plugins.hotfix.step.Count;
import io.jenkins.plugins.hotfix.step.Evidence;
import io.jenkins.plugins.hotfix.step.Next;
import io.jenkins.plugins.hotfix.step.Outcome;
import io.jenkins.plugins.hotfix.step.Required;
import io.jenkins.plugins.hotfix.step.Site;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks at a gate, and puts on record who passed it, from what the host itself recorded. An approval is for what the
 * question showed: it does not cover commits that came later.
 *
 * <p>Separation of duties (SOC 2, CC8.1: who authorises a change neither asked for it nor wrote it) is checked here. Who
 * breaks it must say why, and the report shows that first.
 */
public final class Gate implements Asking<Gate.Request> {
    static final String SEPARATION_OF_DUTIES = "separation-of-duties";
    static final String CRITICAL_TESTS = "critical-tests";
    static final String DIFF_BUDGET = "diff-budget";
    static final String REGRESSION_TEST = "regression-test";

    private static final double LONGEST_HOURS = 24 * 365;
    private static final double SECONDS = 3600;
    private static final String NO_REASON = "no reason given";

    /**
     * @param gate the gate's name; needed. What is asked at {@code hotfix}, {@code scope}, {@code fix}, {@code retry},
     *     {@code deploy}, {@code interrupted}, {@code lock}, {@code procedure-1} and so on, {@code rollback} and {@code
     *     verification} is made from the incident; other gates ask the message
     * @param hours how long it waits for an answer, 0.5 if need be; default 12
     * @param submitter who may answer: users or groups, with commas; default: whom {@code approvers} names
     * @param message what the pipeline has to say about it, as lines; default: what is on record
     * @param separationOfDuties whether who started the run or wrote the fix may approve only with a reason; default:
     *     true for the gate {@code deploy}, false for others
     * @param approvers who may answer which gate: users and groups by the gate's name, or by the beginning of names and
     *     {@code *}; the longest counts. Default: whomever the host lets approve
     */
    public record Request(
            @OfCall @Nullable String gate,
            @OfCall Double hours,
            @OfCall List<String> submitter,
            @OfCall @Nullable String message,
            @Nullable Boolean separationOfDuties,
            Map<String, List<String>> approvers) {
        private static final String ANY = "*";

        public Request {
            gate = Checked.gate(gate);
            hours = Objects.requireNonNullElse(hours, 12.0);
            if (!(hours > 0 && hours <= LONGEST_HOURS)) {
                throw new IllegalArgumentException("hours must be more than 0, and at most a year");
            }
            submitter = Objects.requireNonNullElse(submitter, List.of());
            if (gate != null && separationOfDuties == null) {
                separationOfDuties = gate.equals(Questions.DEPLOY);
            }
            approvers = Objects.requireNonNullElse(approvers, Map.of());
        }

        /**
         * Who may answer; empty for whomever the host lets approve. A terminal knows no groups: there the name goes on
         * record, and a list in the repository must not lock out whoever is left when Jenkins is down.
         */
        private List<String> submitters(String asked, Site site) {
            if (!submitter.isEmpty() || site.respondent().isPresent()) {
                return submitter;
            }
            return approvers.entrySet().stream()
                    .filter(entry -> covers(entry.getKey(), asked))
                    .max(Comparator.comparing(entry -> entry.getKey().length()))
                    .map(Map.Entry::getValue)
                    .orElse(List.of());
        }

        private static boolean covers(String gates, String asked) {
            return gates.endsWith(ANY) ? asked.startsWith(gates.substring(0, gates.length() - 1)) : asked.equals(gates);
        }

        private boolean separated() {
            return Boolean.TRUE.equals(separationOfDuties);
        }

        private Duration limit() {
            return Duration.ofSeconds(Math.max(1, Math.round(hours * SECONDS)));
        }
    }

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public Next.Ask ask(Incident incident, Request request, Site site) {
        Questions questions = new Questions(
                incident,
                request.message(),
                request.separated(),
                site.respondent().orElse(null),
                request.limit());
        String gate = name(incident, request);
        return new Next.Ask(questions.of(gate), request.submitters(gate, site), request.limit());
    }

    @Override
    public Outcome answered(Incident incident, Request request, Site site, Evidence evidence) throws IOException {
        site.journal().record(facts(incident, name(incident, request), request.separated(), evidence, site));
        return Outcome.done();
    }

    private static String name(Incident incident, Request request) {
        Required.triage(incident);
        if (request.gate() == null) {
            throw new IllegalArgumentException("hotfixGate needs the name of the gate: gate: 'deploy'.");
        }
        return request.gate();
    }

    private static List<Fact> facts(Incident incident, String gate, boolean separated, Evidence evidence, Site site) {
        Incident asked = at(evidence.asked(), incident);
        String subject = subject(gate, asked);
        if (evidence.refusal() != null) {
            return once(incident, evidence, new Refused(gate, subject, evidence.by(), evidence.refusal()));
        }
        if (incident.approval(gate, subject)
                .filter(approved -> approved.when().equals(evidence.when()))
                .isPresent()) {
            return List.of();
        }
        String reason = reason(evidence);
        Optional<String> conflict = separated ? Separation.conflict(incident, evidence.by()) : Optional.empty();
        if (conflict.isPresent() && reason == null) {
            String sentence = evidence.by() + " " + conflict.get() + " and may not pass the gate '" + gate
                    + "' alone. Nothing was changed. Ask a colleague to approve, or approve again and give a reason.";
            site.console().say(sentence);
            return once(incident, evidence, new Refused(gate, subject, evidence.by(), sentence));
        }
        List<Fact> facts = new ArrayList<>();
        conflict.ifPresent(why -> facts.add(
                new Waived(SEPARATION_OF_DUTIES, evidence.by(), reason + " (" + evidence.by() + " " + why + ")")));
        boolean waivesTests = gate.equals(Questions.RETRY)
                && Incident.WAIVE_TESTS.equals(evidence.answers().get(Answers.ACTION));
        if (waivesTests && reason == null) {
            String sentence = "To release the fix in spite of its tests needs a reason. Nothing was changed; answer"
                    + " again and give one.";
            site.console().say(sentence);
            return once(incident, evidence, new Refused(gate, subject, evidence.by(), sentence));
        }
        if (waivesTests) {
            facts.addAll(waivedTests(asked, evidence.by(), Objects.requireNonNull(reason)));
        }
        if (gate.equals(Questions.SCOPE)) {
            facts.addAll(waivedScope(asked, evidence.by(), Objects.requireNonNullElse(reason, NO_REASON)));
        }
        if (Answers.keeps(evidence.answers())) {
            facts.add(new Waived(
                    Questions.VERIFICATION,
                    evidence.by(),
                    Objects.requireNonNullElse(reason, NO_REASON) + " (the hotfix stays in production)"));
        }
        facts.add(new Approved(gate, subject, evidence.by(), evidence.when(), evidence.via(), evidence.answers()));
        return facts;
    }

    /** A host that was cut off brings the same answer again. */
    private static List<Fact> once(Incident incident, Evidence evidence, Refused refused) {
        boolean there = incident.events().stream()
                .anyMatch(event -> event.fact().equals(refused) && !event.at().isBefore(evidence.when()));
        return there ? List.of() : List.of(refused);
    }

    /** Whether this is a hotfix at all is about the incident, whatever was done since. */
    private static String subject(String gate, Incident incident) {
        return gate.equals(Questions.HOTFIX) ? Objects.requireNonNull(incident.id()) : incident.subject();
    }

    /** The incident as it was when somebody was asked, by a host that may count no more than milliseconds. */
    private static Incident at(Instant when, Incident incident) {
        return Incident.of(incident.events().stream()
                .filter(event -> !event.at().truncatedTo(ChronoUnit.MILLIS).isAfter(when))
                .toList());
    }

    private static @Nullable String reason(Evidence evidence) {
        String given = evidence.answers().get(Answers.REASON);
        if (given != null && !given.isBlank()) {
            return given.strip();
        }
        return evidence.via().equals("--yes") ? "every gate was approved in advance with --yes" : null;
    }

    private static List<Fact> waivedTests(Incident incident, String by, String reason) {
        String tests = incident.latest(TestsRun.class)
                .map(run -> run.failed() + " of " + Count.of(run.total(), "test") + " failed on " + run.commit())
                .orElse("no test ran");
        return List.of(
                new Waived(CRITICAL_TESTS, by, reason + " (" + tests + ")"),
                new FollowUp("Make the critical tests pass again", "the fix was released although they did not pass"));
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
