package io.jenkins.plugins.hotfix.production;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.jenkins.plugins.hotfix.incident.Fact.Check;
import io.jenkins.plugins.hotfix.web.Http;
import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * A page of the service that tells whether it is well. Users who cannot reach it, or get something else, are a reason
 * to roll back; that they wait for it is a reason to alert.
 *
 * @param url an http or https URL; redirects are followed, at most five
 * @param status the status code that it must answer with; default 200
 * @param body a regular expression that must be found in the beginning of the body; default: any body
 * @param latencyMillis how long the answer may take before it is too slow; default: as long as the time-out
 * @param timeoutMillis how long to wait for it; default 10,000
 */
public record HealthCheck(
        String url,
        Integer status,
        @Nullable String body,
        @Nullable Integer latencyMillis,
        Integer timeoutMillis) implements Serializable {
    /** Enough for a page that tells its health, and too little for a regular expression to get lost in. */
    private static final int SEARCHED = 1 << 16;

    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    public HealthCheck {
        Objects.requireNonNull(url, "a health check needs a url");
        status = Objects.requireNonNullElse(status, 200);
        timeoutMillis = Objects.requireNonNullElse(timeoutMillis, 10_000);
        uri(url);
        if (body != null) {
            pattern(body);
        }
        if (timeoutMillis <= 0 || (latencyMillis != null && (latencyMillis <= 0 || latencyMillis > timeoutMillis))) {
            throw new IllegalArgumentException("The health check of " + url + " must wait for more than 0 ms, and"
                    + " latencyMillis cannot be more than timeoutMillis (" + timeoutMillis + ").");
        }
    }

    /** A page that must answer 200. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static HealthCheck of(String url) {
        return new HealthCheck(url, null, null, null, null);
    }

    /** Asks once. */
    public Check run() throws InterruptedException {
        long began = System.nanoTime();
        Http http = new Http(HttpClient.Redirect.NORMAL, Duration.ofMillis(timeoutMillis));
        try {
            Http.Answer answer = http.send(HttpRequest.newBuilder(uri(url)).build());
            return judge(answer);
        } catch (HttpTimeoutException e) {
            return check("fail", Level.ROLLBACK, null, "did not answer within " + timeoutMillis + " ms", began);
        } catch (SSLException e) {
            return check("error", Level.NONE, null, "could not be asked, for TLS: " + e.getMessage(), began);
        } catch (IOException e) {
            return check("fail", Level.ROLLBACK, null, "cannot be reached: " + said(e), began);
        }
    }

    private Check judge(Http.Answer answer) {
        long millis = answer.took().toMillis();
        String value = answer.status() + " in " + millis + " ms";
        if (answer.status() != status) {
            String why = answer.status() / 100 == 3 && answer.status() != 304
                    ? "redirected and did not arrive: status " + answer.status()
                    : "answered with status " + answer.status() + " instead of " + status;
            return new Check(url, "fail", Level.ROLLBACK.word(), value, null, url + " " + why, millis);
        }
        String beginning =
                answer.body().substring(0, Math.min(SEARCHED, answer.body().length()));
        if (body != null && !pattern(body).matcher(beginning).find()) {
            return new Check(
                    url,
                    "fail",
                    Level.ROLLBACK.word(),
                    value,
                    null,
                    url + " answered without what must be in its body: " + body,
                    millis);
        }
        if (latencyMillis != null && millis > latencyMillis) {
            return new Check(
                    url,
                    "fail",
                    Level.ALERT.word(),
                    value,
                    null,
                    url + " took " + millis + " ms, over " + latencyMillis + " ms",
                    millis);
        }
        return new Check(url, "pass", Level.NONE.word(), value, null, url + " is healthy", millis);
    }

    private Check check(String outcome, Level level, @Nullable String value, String why, long began) {
        long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
        return new Check(url, outcome, level.word(), value, null, url + " " + why, millis);
    }

    private static String said(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /**
     * An http or https URL with a host.
     *
     * @throws IllegalArgumentException with a sentence, if the text is none
     */
    public static URI uri(String url) {
        try {
            URI uri = URI.create(url);
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + url + "' is no URL: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException("'" + url + "' is no http or https URL with a host.");
    }

    private static Pattern pattern(String body) {
        try {
            return Pattern.compile(body);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("'" + body + "' is no regular expression: " + e.getDescription(), e);
        }
    }
}
