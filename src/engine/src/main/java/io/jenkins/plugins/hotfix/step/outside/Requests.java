package io.jenkins.plugins.hotfix.step.outside;

import io.jenkins.plugins.hotfix.command.Masking;
import io.jenkins.plugins.hotfix.incident.Fact.RequestEnded;
import io.jenkins.plugins.hotfix.incident.Fact.RequestStarted;
import io.jenkins.plugins.hotfix.incident.Fact.RequestStatus;
import io.jenkins.plugins.hotfix.incident.Fact.RunStarted;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.step.Next;
import io.jenkins.plugins.hotfix.step.Site;
import io.jenkins.plugins.hotfix.web.Deadline;
import io.jenkins.plugins.hotfix.web.Endpoint;
import io.jenkins.plugins.hotfix.web.RefusedException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests that make something outside: on record before each, and after it. A request that was answered is not sent
 * again; one that was refused is sent again by the next run, one without an answer once its pause is over.
 */
public final class Requests {
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(5);

    /** Less than this is not enough for a request to be worth a line in the log. */
    private static final Duration SHORTEST_REQUEST = Duration.ofSeconds(1);

    private final Site site;
    private final Next.@Nullable Ask open;
    private final boolean last;
    private final long deadline;
    private final Set<String> secrets = new HashSet<>();

    /**
     * @param open the question that waits for an answer now; null if none does
     * @param last whether what is not done now is not done in this run
     * @param limit for all requests together
     */
    Requests(Site site, Next.@Nullable Ask open, boolean last, Duration limit) {
        this.site = site;
        this.open = open;
        this.last = last;
        this.deadline = System.nanoTime() + limit.toNanos();
    }

    /** One request. */
    public interface Attempt {
        /**
         * Sends it.
         *
         * @param again whether an earlier one may have arrived: then it has to look there first
         * @param deadline for all of it
         * @throws RefusedException if the other side said no
         * @throws IOException if nobody knows whether it arrived; the message is a sentence
         */
        Made send(boolean again, Deadline deadline) throws IOException, InterruptedException;
    }

    /** What is on record now. */
    public Incident incident() {
        return site.journal().incident();
    }

    /** Where the incident is worked on. */
    public Site site() {
        return site;
    }

    /** The question that waits for an answer now. */
    public Optional<Next.Ask> open() {
        return Optional.ofNullable(open);
    }

    /**
     * A secret that the settings name: the value of an environment variable or, in Jenkins, of a credential.
     *
     * @throws RefusedException if there is none
     */
    public String secret(String name) throws RefusedException {
        String secret = site.secret(name)
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> new RefusedException("There is no environment variable or credential '" + name
                        + "' here. Nothing was sent; set it and resume."));
        secrets.add(secret);
        return secret;
    }

    /**
     * A secret that is the address of a webhook.
     *
     * @throws RefusedException if there is none, or it is no address
     */
    public Endpoint address(String name) throws RefusedException {
        Endpoint endpoint = Endpoint.of(secret(name))
                .orElseThrow(() -> new RefusedException("The value of '" + name
                        + "' is no http or https address. Nothing was sent; correct it and" + " resume."));
        // An answer may repeat the secret part of the address alone.
        for (String part :
                new String[] {endpoint.uri().getRawPath(), endpoint.uri().getRawQuery()}) {
            if (part != null && part.length() > 2 * Masking.SHORTEST) {
                secrets.add(part);
            }
        }
        return endpoint;
    }

    /** A text without the secrets that were used so far. */
    String masked(String text) {
        return Masking.of(secrets).mask(text);
    }

    /** Whether what the id stands for is there. */
    public boolean isDone(String id) {
        return incident().request(id).filter(Requests::done).isPresent();
    }

    /**
     * Sends a request, unless it was answered before or is not due yet. A failure is on record and said, not thrown.
     *
     * @param id names what it is for, within the incident
     * @param to the receiver, whose failures are counted together
     * @param what what it is to make there
     * @return how it ended, now or before; empty if that is not known yet
     * @throws IOException if the log cannot be written
     */
    public Optional<RequestEnded> send(String id, String to, String what, Attempt attempt)
            throws IOException, InterruptedException {
        Incident before = incident();
        if (!due(before, id, to)) {
            return before.request(id);
        }
        int earlier = before.requests(id);
        site.journal().record(new RequestStarted(id, to, what, earlier + 1));
        RequestEnded ended = end(id, attempt, earlier > 0);
        site.journal().record(ended);
        if (!done(ended)) {
            site.console()
                    .say("Not done: " + what + ". " + ended.message()
                            + (ended.status() == RequestStatus.UNANSWERED ? " It is tried again later." : "")
                            + " The hotfix goes on.");
        }
        return Optional.of(ended);
    }

    private RequestEnded end(String id, Attempt attempt, boolean again) throws InterruptedException {
        try {
            Made made = attempt.send(again, Deadline.in(min(LONGEST_REQUEST, left())));
            String url = made.url();
            return new RequestEnded(id, RequestStatus.DONE, url == null ? null : masked(url), masked(made.message()));
        } catch (RefusedException e) {
            return new RequestEnded(id, RequestStatus.REFUSED, null, masked(String.valueOf(e.getMessage())));
        } catch (IOException e) {
            return new RequestEnded(id, RequestStatus.UNANSWERED, null, masked(String.valueOf(e.getMessage())));
        }
    }

    private boolean due(Incident incident, String id, String to) {
        RequestStatus status = incident.request(id).map(RequestEnded::status).orElse(null);
        if (status == RequestStatus.DONE || left().compareTo(SHORTEST_REQUEST) < 0) {
            return false;
        }
        Incident run = incident.since(List.of(RunStarted.class));
        if (status == RequestStatus.REFUSED && run.request(id).isPresent()) {
            return false;
        }
        Instant due = new Failures(run, to).due();
        return last || due == null || !site.clock().instant().isBefore(due);
    }

    private Duration left() {
        return Duration.ofNanos(deadline - System.nanoTime());
    }

    private static boolean done(RequestEnded ended) {
        return ended.status() == RequestStatus.DONE;
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** What became of the requests of one run to one receiver. */
    private record Failures(Incident run, String to) {
        private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(5);
        private static final Duration LONGEST_PAUSE = Duration.ofMinutes(30);

        /** A pause is so many times longer than what the failed request cost. */
        private static final int COST = 20;

        /** When the receiver is asked again; null if at once. */
        @Nullable
        Instant due() {
            Duration pause = Duration.ZERO;
            Instant began = Instant.EPOCH;
            Instant ended = null;
            Set<String> here = new HashSet<>();
            for (var event : run.events()) {
                if (event.fact() instanceof RequestStarted started
                        && started.to().equals(to)) {
                    here.add(started.id());
                    began = event.at();
                } else if (event.fact() instanceof RequestEnded end && here.remove(end.id())) {
                    boolean failed = end.status() == RequestStatus.UNANSWERED;
                    ended = failed ? event.at() : null;
                    pause = failed ? next(pause, Duration.between(began, event.at())) : Duration.ZERO;
                }
            }
            return ended == null ? null : Objects.requireNonNull(ended).plus(pause);
        }

        private static Duration next(Duration pause, Duration cost) {
            Duration least = max(SHORTEST_PAUSE, cost.multipliedBy(COST));
            return min(LONGEST_PAUSE, max(least, pause.multipliedBy(2)));
        }

        private static Duration max(Duration one, Duration other) {
            return one.compareTo(other) > 0 ? one : other;
        }
    }
}
