package io.jenkins.plugins.hotfix.step.gate;

import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.Fact.Approved;
import io.jenkins.plugins.hotfix.incident.Fact.Refused;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.question.Phrase;
import io.jenkins.plugins.hotfix.question.Question;
import io.jenkins.plugins.hotfix.step.Evidence;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The questions of an incident's gates.
 *
 * @param message what the pipeline has to say beside what is on record
 * @param separated whether who started the run or wrote the fix needs a reason to approve
 * @param person who will answer, if the host knows
 * @param limit how long the question waits for an answer
 */
public record Questions(
        Incident incident,
        @Nullable String message,
        boolean separated,
        @Nullable String person,
        Duration limit) {
    /** Whether this is a hotfix at all. */
    public static final String HOTFIX = "hotfix";

    /** Whether a fix goes out that is large, or has no test. */
    public static final String SCOPE = "scope";

    /** Where people push the fix. */
    public static final String FIX = "fix";

    /** Where people push another fix, after tests that failed. */
    public static final String RETRY = Incident.RETRY;

    public static final String DEPLOY = "deploy";

    /** How a command ended that was cut off. */
    public static final String INTERRUPTED = Incident.INTERRUPTED;

    public static final String LOCK = "lock";

    /** The beginning of a gate's name that ends with the number of a step by hand. */
    public static final String PROCEDURE = "procedure-";

    /** Which commits were pushed past review, and why. */
    public static final String REMEDIATE = "remediate";

    public static final String ROLLBACK = "rollback";
    public static final String VERIFICATION = "verification";

    /** The question of a gate; one that nobody knows here is asked in the pipeline's own words. */
    public Question of(String gate) {
        Question question = asked(gate);
        boolean said = message != null && !message.isBlank() && !gate.equals(ROLLBACK);
        Stream<Phrase> before = Stream.concat(
                refused(gate).stream(), said ? Phrase.lines(Objects.requireNonNull(message)) : Stream.empty());
        Separated duties = new Separated(incident, separated, person);
        return question.preceded(before)
                .followed(duties.details(), duties.fields(question))
                .followed(List.of(Phrase.of("limit", duration(limit))), List.of());
    }

    private Question asked(String gate) {
        if (gate.startsWith(PROCEDURE)) {
            return new ProcedureQuestion(incident, gate).question();
        }
        return switch (gate) {
            case HOTFIX -> new HotfixQuestion(incident).question();
            case SCOPE -> new FixQuestions(incident).scope();
            case FIX -> new FixQuestions(incident).fix();
            case RETRY -> new FixQuestions(incident).retry();
            case DEPLOY -> new DeployQuestion(incident).question();
            case INTERRUPTED -> new InterruptedQuestion(incident).question();
            case LOCK -> new LockQuestion(incident).question();
            case ROLLBACK -> new HealthQuestions(incident).rollback(message);
            case REMEDIATE -> new RemediateQuestion(incident).question();
            case VERIFICATION -> new HealthQuestions(incident).verification();
            default ->
                new Question(
                        gate,
                        Phrase.of("other.title", gate),
                        new Described(incident).heading(),
                        List.of(),
                        Phrase.of("approve"));
        };
    }

    /** Why the last answer was not accepted, or nobody gave one: whoever is asked again must not wonder. */
    private Optional<Phrase> refused(String gate) {
        Refused last = null;
        for (Fact fact : incident.events().stream().map(event -> event.fact()).toList()) {
            if (fact instanceof Refused refused && refused.gate().equals(gate)) {
                // That nobody answered is no answer.
                last = refused.by().equals(Evidence.NOBODY) ? last : refused;
            } else if (fact instanceof Approved approved && approved.gate().equals(gate)) {
                last = null;
            }
        }
        return Optional.ofNullable(last).map(refused -> Phrase.of("refused", refused.reason()));
    }

    private static Phrase duration(Duration time) {
        return time.toMinutes() % 60 == 0
                ? Phrase.of("hours", time.toHours())
                : Phrase.of("minutes", Math.max(1, time.toMinutes()));
    }
}
