package io.jenkins.plugins.hotfix.forge.wire;

import io.jenkins.plugins.hotfix.forge.Refusal;
import io.jenkins.plugins.hotfix.web.Http;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Sends requests to one host. What only reads is tried again after a growing pause; what changes something is sent once,
 * since nobody knows whether an answer that got lost was a yes. Where the forge asks to wait, it waits, for a minute at most.
 */
public final class Wire {
    private static final int TRIES = 3;
    private static final int LARGEST_BODY = 16 << 20;
    private static final int LONGEST_WORDS = 400;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

    private final HttpClient client;
    private final Authorization authorization;
    private final String host;
    private final Patience patience;
    private final AtomicReference<String> lastToken = new AtomicReference<>("");

    /**
     * @param client follows no redirects, so that the token goes nowhere else
     * @param host the only one that gets the token, with its port if it has one
     */
    public Wire(HttpClient client, Authorization authorization, String host, Patience patience) {
        if (client.followRedirects() != HttpClient.Redirect.NEVER) {
            throw new IllegalArgumentException("a client that follows redirects takes the token along");
        }
        this.client = client;
        this.authorization = authorization;
        this.host = host;
        this.patience = patience;
    }

    /** How long it is waited. */
    public record Patience(Duration limit, Clock clock, Pause pause) {
        /** Half a minute for each answer. */
        public static Patience usual(Clock clock) {
            return new Patience(Duration.ofSeconds(30), clock, length -> Thread.sleep(length.toMillis()));
        }
    }

    /** Lets time pass. */
    public interface Pause {
        void of(Duration length) throws InterruptedException;
    }

    /** The host that it asks. */
    public String host() {
        return host;
    }

    /**
     * Sends the request.
     *
     * @throws RefusedException if the forge says no
     * @throws NoAnswerException if there is no answer that can be trusted
     */
    public Answer send(Call call) throws IOException {
        if (!host.equals(call.uri().getRawAuthority())) {
            throw new RefusedException(
                    Refusal.FORBIDDEN,
                    0,
                    "A request was to go to another host than " + host + ", and was not sent.",
                    "");
        }
        Duration pause = FIRST_PAUSE;
        for (int attempt = 1; ; attempt++) {
            boolean last = attempt == TRIES;
            try {
                Answer answer = once(call);
                Optional<Duration> wait = wait(answer);
                if (answer.status() < 300 && answer.status() >= 200) {
                    return answer;
                }
                if (wait.isPresent()) {
                    if (last || wait.get().compareTo(LONGEST_WAIT) > 0) {
                        throw limited(wait.get(), answer);
                    }
                    sleep(wait.get());
                } else if (answer.status() >= 500) {
                    throw new NoAnswerException(host + " answered with status " + answer.status() + ".");
                } else {
                    throw refused(answer);
                }
            } catch (NoAnswerException none) {
                if (last || !call.reads()) {
                    throw none;
                }
                sleep(pause);
                pause = pause.multipliedBy(3);
            }
        }
    }

    private String token() throws RefusedException {
        try {
            return authorization.token().get();
        } catch (IOException none) {
            throw new RefusedException(Refusal.UNAUTHORIZED, 0, String.valueOf(none.getMessage()), "");
        }
    }

    private void sleep(Duration length) throws InterruptedIOException {
        try {
            patience.pause().of(length);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private Answer once(Call call) throws IOException {
        String token = token();
        lastToken.set(token);
        HttpRequest.Builder request = HttpRequest.newBuilder(call.uri())
                .timeout(patience.limit())
                .method(
                        call.method(),
                        call.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(call.body()));
        call.headers().forEach(request::setHeader);
        request.setHeader(authorization.header(), authorization.scheme() + token);
        try {
            Http.Received received = new Http(client, patience.limit()).receive(request.build(), LARGEST_BODY);
            if (received.body().length == LARGEST_BODY) {
                throw new NoAnswerException("The answer of " + host + " is longer than anything that was asked for.");
            }
            return new Answer(received.status(), received.headers(), received.body());
        } catch (NoAnswerException tooLong) {
            throw tooLong;
        } catch (HttpTimeoutException e) {
            throw late();
        } catch (IOException e) {
            throw new NoAnswerException("The connection to " + host + " failed: " + words(cause(e)) + ".");
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private NoAnswerException late() {
        return new NoAnswerException(
                host + " gave no whole answer within " + patience.limit().toSeconds() + " seconds.");
    }

    private static String cause(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("The request was stopped.");
    }

    /** How long the forge asks to wait; empty if it does not. */
    private Optional<Duration> wait(Answer answer) {
        boolean limited = answer.status() == 429
                || answer.status() == 403
                        && (answer.header("Retry-After").isPresent()
                                || answer.header("X-RateLimit-Remaining")
                                        .filter("0"::equals)
                                        .isPresent()
                                || answer.words().contains("secondary rate limit"));
        if (!limited) {
            return Optional.empty();
        }
        Instant now = patience.clock().instant();
        return Optional.of(number(answer, "Retry-After")
                .map(Duration::ofSeconds)
                .or(() -> number(answer, "X-RateLimit-Reset")
                        .or(() -> number(answer, "RateLimit-Reset"))
                        .map(at ->
                                Duration.between(now, Instant.ofEpochSecond(at)).plusSeconds(1)))
                .map(wait -> wait.isNegative() ? Duration.ofSeconds(1) : wait)
                .orElse(Duration.ofSeconds(60)));
    }

    private static Optional<Long> number(Answer answer, String header) {
        return answer.header(header).filter(text -> text.matches("\\d{1,12}")).map(Long::valueOf);
    }

    private RefusedException limited(Duration wait, Answer answer) {
        return new RefusedException(
                Refusal.RATE_LIMITED,
                answer.status(),
                host + " takes no more requests of this token for " + Math.max(1, wait.toMinutes())
                        + " min. Nothing was changed there; resume after that.",
                "");
    }

    private RefusedException refused(Answer answer) {
        String words = words(answer.words());
        String said = words.isEmpty() ? "" : " (" + words + ")";
        String permission = answer.header("X-Accepted-GitHub-Permissions")
                .map(needed -> " It needs the permission " + words(needed) + ".")
                .orElse("");
        return switch (answer.status()) {
            case 401 ->
                refusal(
                        Refusal.UNAUTHORIZED,
                        answer,
                        host + " does not know the token" + said
                                + ". It is wrong, expired or revoked; give another one.");
            case 403 -> refusal(Refusal.FORBIDDEN, answer, host + " does not allow it" + said + "." + permission);
            case 404, 410 ->
                refusal(
                        Refusal.NOT_FOUND,
                        answer,
                        host + " does not have it, or the token may not see it" + said + "." + permission);
            case 405, 409 -> refusal(Refusal.CONFLICT, answer, host + " refuses it as things are now" + said + ".");
            case 301, 302, 307, 308 ->
                refusal(
                        Refusal.NOT_FOUND,
                        answer,
                        host + " says that it is at another address now. Nothing was sent"
                                + " there; give the repository's new URL.");
            default -> refusal(Refusal.INVALID, answer, host + " does not accept it" + said + ".");
        };
    }

    private static RefusedException refusal(Refusal reason, Answer answer, String message) {
        return new RefusedException(
                reason, answer.status(), message, new String(answer.body(), StandardCharsets.UTF_8));
    }

    /** Somebody else's words on one line, not too many, and without the token. */
    private String words(String said) {
        String token = lastToken.get();
        String clean = (token.isEmpty() ? said : said.replace(token, "****"))
                .replaceAll("[\\p{Cntrl}\\s]+", " ")
                .replaceAll("\\p{Cf}", "")
                .strip();
        String bounded = clean.length() > LONGEST_WORDS ? clean.substring(0, LONGEST_WORDS) + "…" : clean;
        return bounded.endsWith(".") ? bounded.substring(0, bounded.length() - 1) : bounded;
    }
}
