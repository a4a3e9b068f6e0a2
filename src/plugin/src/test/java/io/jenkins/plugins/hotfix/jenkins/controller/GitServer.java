package io.jenkins.plugins.hotfix.jenkins.controller;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiPredicate;
import java.util.zip.GZIPInputStream;

/** Serves a repository over HTTP to those who have the password. */
final class GitServer implements Closeable {
    static final String USER = "deployer";
    static final String PASSWORD = "correct horse battery";

    private final Path repository;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** To the one user. */
    GitServer(Path repository) throws IOException {
        this(repository, (user, password) -> user.equals(USER) && password.equals(PASSWORD));
    }

    GitServer(Path repository, BiPredicate<String, String> letsIn) throws IOException {
        this.repository = repository;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve).setAuthenticator(new BasicAuthenticator("git") {
            @Override
            public boolean checkCredentials(String user, String password) {
                return letsIn.test(user, password);
            }
        });
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + repository.getFileName();
    }

    /** Has git itself answer, by the protocol of CGI. */
    private void serve(HttpExchange exchange) throws IOException {
        ProcessBuilder backend = new ProcessBuilder("git", "-c", "http.receivepack=true", "http-backend");
        backend.environment()
                .putAll(Map.of(
                        "GIT_PROJECT_ROOT", repository.getParent().toString(),
                        "GIT_HTTP_EXPORT_ALL", "1",
                        "REMOTE_USER", USER,
                        "REQUEST_METHOD", exchange.getRequestMethod(),
                        "PATH_INFO", exchange.getRequestURI().getPath(),
                        "QUERY_STRING",
                                Objects.toString(exchange.getRequestURI().getQuery(), ""),
                        "CONTENT_TYPE", header(exchange, "Content-Type"),
                        "GIT_PROTOCOL", header(exchange, "Git-Protocol")));
        backend.redirectError(ProcessBuilder.Redirect.DISCARD);
        Process process = backend.start();
        try (InputStream body = header(exchange, "Content-Encoding").equals("gzip")
                        ? new GZIPInputStream(exchange.getRequestBody())
                        : exchange.getRequestBody();
                var input = process.getOutputStream()) {
            body.transferTo(input);
        }
        InputStream answer = process.getInputStream();
        int status = 200;
        for (String line = line(answer); !line.isEmpty(); line = line(answer)) {
            String[] field = line.split(": ", 2);
            if (field[0].equals("Status")) {
                status = Integer.parseInt(field[1].substring(0, 3));
            } else {
                exchange.getResponseHeaders().add(field[0], field[1]);
            }
        }
        exchange.sendResponseHeaders(status, 0);
        answer.transferTo(exchange.getResponseBody());
        exchange.close();
    }

    private static String header(HttpExchange exchange, String name) {
        return Objects.toString(exchange.getRequestHeaders().getFirst(name), "");
    }

    private static String line(InputStream stream) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = stream.read(); next != '\n' && next >= 0; next = stream.read()) {
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8).strip();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
