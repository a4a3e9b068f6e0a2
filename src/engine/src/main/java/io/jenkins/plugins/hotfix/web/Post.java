package io.jenkins.plugins.hotfix.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jenkins.plugins.hotfix.json.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.SSLException;

/**
 * A request with a JSON body. It goes nowhere else than it was sent, ends in time, and says in a sentence without its
 * address, headers or body why it failed.
 *
 * @param headers in addition to the content type; their values may be secrets
 */
public record Post(Endpoint to, Map<String, String> headers, String body) {
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int TIMEOUT = 408;
    private static final int TOO_EARLY = 425;
    private static final int SERVER_ERROR = 500;

    public Post {
        headers = Map.copyOf(headers);
    }

    /** The value as JSON. */
    public static Post of(Endpoint to, Object value) {
        return new Post(
                to,
                Map.of("Content-Type", "application/json; charset=utf-8"),
                Json.tree(value).toString());
    }

    /** The same, with one more header. */
    public Post with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Post(to, more, body);
    }

    /** The same, signed with a key that the receiver has, too. */
    public Post signed(String header, String key) {
        return with(header, "sha256=" + Signature.hmacSha256(key, body));
    }

    /**
     * Sends it.
     *
     * @param limit for the whole of it
     * @return the answer, whatever its status
     * @throws IOException if there is none; its message is a sentence
     */
    public Http.Answer send(Duration limit) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(to.uri())
                .timeout(limit)
                .POST(BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        try {
            headers.forEach(request::header);
        } catch (IllegalArgumentException unfit) {
            // What it says holds the value, and is not passed on.
            throw new RefusedException("The token or key for " + to + " has characters that none has. Nothing was sent;"
                    + " correct it and resume.");
        }
        try {
            return new Http(HttpClient.Redirect.NEVER, limit).send(request.build());
        } catch (HttpTimeoutException e) {
            throw new IOException(to + " gave no whole answer within " + seconds(limit) + ".", e);
        } catch (SSLException e) {
            throw new IOException("There is no safe connection to " + to + ": " + e.getMessage() + ".", e);
        } catch (ConnectException | UnresolvedAddressException e) {
            throw new IOException(to + " cannot be reached.", e);
        } catch (IOException e) {
            throw new IOException("The connection to " + to + " broke before the answer was there.", e);
        }
    }

    /**
     * Sends it, and takes any answer of success.
     *
     * @return the answer's JSON; a missing node if it has none
     * @throws RefusedException if the other side said no
     * @throws IOException if nobody knows, or it may be asked again later
     */
    public JsonNode accepted(Duration limit) throws IOException, InterruptedException {
        Http.Answer answer = send(limit);
        check(answer);
        try {
            return answer.cut() || answer.body().isBlank() ? MissingNode.getInstance() : Json.read(answer.body());
        } catch (JsonProcessingException text) {
            return MissingNode.getInstance();
        }
    }

    /**
     * Looks at the status alone.
     *
     * @throws RefusedException if it says no
     * @throws IOException if nobody knows, or it may be asked again later
     */
    public void check(Http.Answer answer) throws IOException {
        int status = answer.status();
        if (status / 100 == 2) {
            return;
        }
        if (status / 100 == 3) {
            throw new RefusedException(to + " redirects to another address, and nothing is sent there. Set the address"
                    + " that it redirects to.");
        }
        if (status == TOO_MANY_REQUESTS) {
            throw new IOException(to + " takes no more requests for now (status 429).");
        }
        if (status >= SERVER_ERROR || status == TIMEOUT || status == TOO_EARLY) {
            throw new IOException(to + " answered with status " + status + ".");
        }
        throw new RefusedException(to + " refused it (status " + status + "): " + reason(status));
    }

    private static String reason(int status) {
        return switch (status) {
            case 401 -> "the token or key is missing, wrong or expired.";
            case 403 -> "the token or key may not do this.";
            case 404, 410 -> "there is nothing at that address any more, or the token may not see it.";
            case 409 -> "it is there already, or in another state.";
            case 413 -> "it is too long.";
            default -> "it does not accept what was sent.";
        };
    }

    private static String seconds(Duration limit) {
        long seconds = Math.max(1, limit.toSeconds());
        return seconds + (seconds == 1 ? " second" : " seconds");
    }

    @Override
    public String toString() {
        return "a request to " + to;
    }
}
