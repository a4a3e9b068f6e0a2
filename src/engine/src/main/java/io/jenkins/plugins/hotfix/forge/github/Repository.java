package io.jenkins.plugins.hotfix.forge.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.hotfix.forge.Refusal;
import io.jenkins.plugins.hotfix.forge.Reply;
import io.jenkins.plugins.hotfix.forge.wire.Answer;
import io.jenkins.plugins.hotfix.forge.wire.Call;
import io.jenkins.plugins.hotfix.forge.wire.NoAnswerException;
import io.jenkins.plugins.hotfix.forge.wire.RefusedException;
import io.jenkins.plugins.hotfix.forge.wire.Wire;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.Serializable;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.kohsuke.github.GHException;
import org.kohsuke.github.GHRepository;
import org.kohsuke.github.GitHub;
import org.kohsuke.github.GitHubAbuseLimitHandler;
import org.kohsuke.github.GitHubBuilder;
import org.kohsuke.github.GitHubRateLimitHandler;
import org.kohsuke.github.RateLimitChecker;

/** One repository of one GitHub, asked by the library or by plain requests. */
final class Repository {
    private final Wire wire;
    private final URI api;
    private final String owner;
    private final String name;
    private @Nullable GHRepository library;

    /**
     * @param api the address of the REST API, without a slash at its end
     */
    Repository(Wire wire, URI api, String owner, String name) {
        this.wire = wire;
        this.api = api;
        this.owner = owner;
        this.name = name;
    }

    String host() {
        return wire.host();
    }

    String owner() {
        return owner;
    }

    /** As the library has it. */
    GHRepository library() throws IOException {
        if (library == null) {
            GitHub gitHub = new GitHubBuilder()
                    .withEndpoint(api.toString())
                    .withConnector(new LibraryConnector(wire))
                    .withRateLimitHandler(GitHubRateLimitHandler.FAIL)
                    .withAbuseLimitHandler(GitHubAbuseLimitHandler.FAIL)
                    .withRateLimitChecker(RateLimitChecker.NONE)
                    .build();
            library = gitHub.getRepository(owner + "/" + name);
        }
        return library;
    }

    /** What is at a path below the repository's. */
    JsonNode get(String path) throws IOException {
        return call("GET", path, null).json();
    }

    /** A request to a path below the repository's. */
    Answer call(String method, String path, @Nullable Object body) throws IOException {
        return wire.send(Call.of(method, uri(path), body));
    }

    /** Asks what REST cannot be asked. */
    JsonNode graphql(Object query) throws IOException {
        String rest = api.toString();
        URI address = URI.create(
                rest.endsWith("/api/v3") ? rest.substring(0, rest.length() - 3) + "/graphql" : rest + "/graphql");
        JsonNode answer = wire.send(Call.of("POST", address, query)).json();
        String error = answer.path("errors").path(0).path("message").asText("");
        if (!error.isEmpty()) {
            throw new RefusedException(Refusal.INVALID, 200, host() + " does not accept it (" + error + ").", "");
        }
        return answer.path("data");
    }

    private URI uri(String path) {
        return URI.create(api + "/repos/" + segment(owner) + "/" + segment(name) + path);
    }

    /** A text as one part of a path. */
    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Something that is asked for. */
    interface Question<T> {
        T ask() throws IOException;
    }

    /** The answer to a question, whatever happens. */
    static <T extends Serializable> Reply<T> reply(Question<T> question) {
        try {
            return new Reply.Done<>(question.ask());
        } catch (IOException | GHException e) {
            return failure(e);
        }
    }

    /** The library wraps what went wrong. */
    private static <T extends Serializable> Reply<T> failure(Exception failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedException refused) {
                return new Reply.Refused<>(refused.reason(), refused.getMessage());
            }
            if (cause instanceof NoAnswerException || cause instanceof InterruptedIOException) {
                return new Reply.Unanswered<>(cause.getMessage());
            }
        }
        return new Reply.Unanswered<>("The answer is not what was asked for; a proxy may have given it.");
    }

    /** The refusal within what the library threw; null if it is none. */
    static @Nullable RefusedException refusal(Exception failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedException refused) {
                return refused;
            }
        }
        return null;
    }
}
