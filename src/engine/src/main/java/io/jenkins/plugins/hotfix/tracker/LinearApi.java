package io.jenkins.plugins.hotfix.tracker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.hotfix.json.Json;
import io.jenkins.plugins.hotfix.web.Endpoint;
import io.jenkins.plugins.hotfix.web.Http;
import io.jenkins.plugins.hotfix.web.Post;
import io.jenkins.plugins.hotfix.web.RefusedException;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * Linear's GraphQL interface: one address, errors also with status 200, and a rate limit that is status 400.
 *
 * @param token a personal key, which is sent as it is, or one of OAuth, which is sent as a bearer's
 */
public record LinearApi(Endpoint endpoint, String token) {
    private static final String KEY = "lin_api_";
    private static final int LONGEST_MESSAGE = 200;

    /**
     * Asks.
     *
     * @return what stands in {@code data}
     * @throws RefusedException if the answer is no
     * @throws IOException if there is no answer, or it may be asked again later
     */
    JsonNode ask(String query, Map<String, Object> variables, Duration limit) throws IOException, InterruptedException {
        if (!endpoint.confidential()) {
            throw new RefusedException(
                    "The address of Linear is not https, so no token is sent there. Correct" + " tickets.endpoint.");
        }
        Post post = Post.of(endpoint, Map.of("query", query, "variables", variables))
                .with("Authorization", token.startsWith(KEY) ? token : "Bearer " + token);
        Http.Answer answer = post.send(limit);
        JsonNode body = body(answer, post);
        JsonNode error = body.path("errors").path(0);
        if (!error.isMissingNode()) {
            throw problem(error);
        }
        post.check(answer);
        return body.path("data");
    }

    private JsonNode body(Http.Answer answer, Post post) throws IOException {
        try {
            JsonNode body = Json.read(answer.body());
            if (body != null && body.isObject() && (body.has("data") || body.has("errors"))) {
                return body;
            }
        } catch (JsonProcessingException text) {
            // Its status may say why.
            post.check(answer);
        }
        post.check(answer);
        throw new IOException(endpoint + " answered with something else than JSON of GraphQL.");
    }

    private IOException problem(JsonNode error) {
        JsonNode extensions = error.path("extensions");
        String code = extensions.path("code").asText("").toUpperCase(Locale.ROOT);
        return switch (code) {
            case "RATELIMITED" -> new IOException(endpoint + " takes no more requests for now (rate limit).");
            case "INTERNAL_SERVER_ERROR", "LOCK_TIMEOUT" ->
                new IOException(endpoint + " could not do it for an error of its own.");
            case "AUTHENTICATION_ERROR" ->
                new RefusedException(endpoint + " refused it: the token is missing, wrong or expired.");
            case "FORBIDDEN" -> new RefusedException(endpoint + " refused it: the token may not do this.");
            default -> new RefusedException(endpoint + " refused it: " + said(error, extensions) + ".");
        };
    }

    private static String said(JsonNode error, JsonNode extensions) {
        String message = extensions
                .path("userPresentableMessage")
                .asText(error.path("message").asText("it gave no reason"));
        String line = message.strip().replaceAll("\\s+", " ").replaceAll("[.!]+$", "");
        return line.length() > LONGEST_MESSAGE ? line.substring(0, LONGEST_MESSAGE) + "…" : line;
    }

    @Override
    public String toString() {
        return "Linear at " + endpoint;
    }
}
