package io.jenkins.plugins.hotfix.jenkins.controller;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a GitHub App needs of GitHub: tokens for an hour, here as short as one likes, and git for who has a valid one. */
final class GitHub implements Closeable {
    static final String APP = "4711";

    private final HttpServer api;
    private final GitServer git;
    private final Duration life;
    private final List<Token> tokens = new CopyOnWriteArrayList<>();

    private record Token(String text, Instant expires) {
        boolean opens(String password) {
            return password.equals(text) && Instant.now().isBefore(expires);
        }
    }

    /**
     * Starts it.
     *
     * @param life how long a token is valid
     */
    GitHub(Path repository, Duration life) throws IOException {
        this.life = life;
        // As the real one, it looks at the token alone.
        this.git =
                new GitServer(repository, (user, password) -> tokens.stream().anyMatch(token -> token.opens(password)));
        this.api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.createContext("/app", exchange -> answer(exchange, 200, "{\"id\": " + APP + ", \"name\": \"hotfix\"}"));
        api.createContext("/app/installations", exchange -> answer(exchange, 200, """
                [{"id": 1, "account": {"login": "shop"}, "permissions": {"contents": "write"}}]"""));
        api.createContext("/app/installations/1/access_tokens", exchange -> answer(exchange, 201, grant()));
        api.start();
    }

    private String grant() {
        Token token = new Token(
                "ghs_" + "secret".repeat(5) + tokens.size(), Instant.now().plus(life));
        tokens.add(token);
        return """
                {"token": "%s", "expires_at": "%s", "permissions": {"contents": "write"}}""".formatted(token.text(), token.expires().truncatedTo(ChronoUnit.SECONDS));
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        boolean signed = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"))
                .startsWith("Bearer ");
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(signed ? status : 401, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    String apiUri() {
        return "http://127.0.0.1:" + api.getAddress().getPort();
    }

    String url() {
        return git.url();
    }

    /** Every token that it gave out. */
    String[] tokens() {
        return tokens.stream().map(Token::text).toArray(String[]::new);
    }

    /** How long a token is valid. */
    Duration life() {
        return life;
    }

    @Override
    public void close() {
        api.stop(0);
        git.close();
    }
}
