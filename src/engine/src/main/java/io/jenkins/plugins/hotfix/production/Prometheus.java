package io.jenkins.plugins.hotfix.production;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.hotfix.json.Json;
import io.jenkins.plugins.hotfix.web.Http;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Prometheus server, asked by its HTTP API: {@code POST /api/v1/query}, as
 * <a href="https://prometheus.io/docs/prometheus/latest/querying/api/">its documentation</a> has it.
 */
public final class Prometheus {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final URI endpoint;
    private final @Nullable String token;
    private final boolean acceptWarnings;
    private final Http http;

    /**
     * @param url the server's, with the path under which it is served, if any
     * @param token a bearer token; null: none
     * @param acceptWarnings whether an answer that comes with a warning, such as that a part of the data is missing,
     *     is one
     * @throws IllegalArgumentException if the URL is none
     */
    public Prometheus(String url, @Nullable String token, boolean acceptWarnings) {
        this(url, token, acceptWarnings, TIMEOUT);
    }

    Prometheus(String url, @Nullable String token, boolean acceptWarnings, Duration timeout) {
        this.endpoint = URI.create(HealthCheck.uri(url).toString().replaceFirst("/+$", "") + "/api/v1/query");
        this.token = token;
        this.acceptWarnings = acceptWarnings;
        this.http = new Http(HttpClient.Redirect.NEVER, timeout);
    }

    /**
     * What a query came to. Only a finite number is a value; the two others are never taken for one.
     *
     * @param raw the value as the server wrote it; null if there is none
     * @param message what is the matter; empty with a value
     */
    public record Answer(
            Outcome outcome, double value, @Nullable String raw, String message) {
        /** How it went. */
        public enum Outcome {
            VALUE,
            NO_DATA,
            ERROR
        }

        static Answer value(double value, String raw) {
            return new Answer(Outcome.VALUE, value, raw, "");
        }

        static Answer noData(@Nullable String raw, String message) {
            return new Answer(Outcome.NO_DATA, Double.NaN, raw, message);
        }

        static Answer error(@Nullable String raw, String message) {
            return new Answer(Outcome.ERROR, Double.NaN, raw, message);
        }
    }

    /**
     * Asks for the value of an expression.
     *
     * @param at at which time; null: now
     */
    public Answer query(String promql, @Nullable Instant at) throws InterruptedException {
        String form = "query=" + URLEncoder.encode(promql, StandardCharsets.UTF_8) + "&timeout=" + TIMEOUT.toSeconds()
                + "s" + (at == null ? "" : "&time=" + URLEncoder.encode(at.toString(), StandardCharsets.UTF_8));
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        Http.Answer answer;
        try {
            answer = http.send(request.build());
        } catch (IOException e) {
            String said = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            return Answer.error(null, "Prometheus cannot be asked: " + said);
        }
        return read(answer);
    }

    private Answer read(Http.Answer answer) {
        JsonNode root;
        try {
            root = answer.cut() ? Json.read("") : Json.read(answer.body());
        } catch (JsonProcessingException e) {
            return Answer.error(null, "Prometheus answered with status " + answer.status() + " and no JSON");
        }
        String status = root.path("status").asText();
        if (answer.status() / 100 != 2 || !status.equals("success")) {
            return Answer.error(
                    null,
                    "Prometheus answered with status " + answer.status() + ", "
                            + root.path("errorType").asText("of no error type") + ": "
                            + root.path("error").asText("no error given"));
        }
        Answer read = read(root.path("data"));
        List<String> warnings = new ArrayList<>();
        root.path("warnings").forEach(warning -> warnings.add(warning.asText()));
        return warnings.isEmpty() || acceptWarnings
                ? read
                : Answer.error(read.raw(), "Prometheus warned beside its answer: " + String.join("; ", warnings));
    }

    private static Answer read(JsonNode data) {
        JsonNode result = data.path("result");
        return switch (data.path("resultType").asText()) {
            case "scalar" -> number(result.path(1));
            case "vector" -> vector(result);
            default ->
                Answer.error(
                        null,
                        "The query gives a " + data.path("resultType").asText("nothing")
                                + " and not one number; aggregate it, with sum() or max() for example");
        };
    }

    private static Answer vector(JsonNode result) {
        if (result.isEmpty()) {
            return Answer.noData(null, "the query finds no series");
        }
        return result.size() == 1
                ? number(result.path(0).path("value").path(1))
                : Answer.error(
                        null,
                        "The query gives " + result.size()
                                + " series and not one number; aggregate them, with sum() or max() for example");
    }

    private static Answer number(JsonNode sample) {
        String raw = sample.asText();
        return switch (raw) {
            case "NaN" -> Answer.noData(raw, "the value is NaN: nothing divided by nothing, as without requests");
            case "+Inf", "-Inf" ->
                Answer.error(raw, "the value is " + raw + ", which no threshold can be compared with");
            default -> parse(raw);
        };
    }

    private static Answer parse(String raw) {
        try {
            double value = Double.parseDouble(raw);
            return Double.isFinite(value)
                    ? Answer.value(value, raw)
                    : Answer.error(raw, "the value " + raw + " is no finite number");
        } catch (NumberFormatException e) {
            return Answer.error(raw, "Prometheus answered with '" + raw + "', which is no number");
        }
    }
}
