package io.jenkins.plugins.hotfix.git;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** A repository behind git's own HTTP server on loopback, which counts what clients receive and can refuse pushes. */
public final class GitServer implements AutoCloseable {
    private final TestRepository repository;
    private final HttpServer server;
    private final AtomicLong sent = new AtomicLong();
    private volatile boolean readOnly;

    private GitServer(TestRepository repository, HttpServer server) {
        this.repository = repository;
        this.server = server;
    }

    public static GitServer of(TestRepository repository) throws IOException {
        repository.git("config", "http.receivepack", "true");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "git server");
            thread.setDaemon(true);
            return thread;
        }));
        GitServer git = new GitServer(repository, server);
        server.createContext("/", exchange -> {
            try (exchange) {
                git.answer(exchange);
            }
        });
        server.start();
        return git;
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /** From now on a push is answered with 403, as a forge answers who may only read. */
    public void refusePushes() {
        readOnly = true;
    }

    /** How many bytes of content clients have received so far. */
    public long sent() {
        return sent.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String query = String.valueOf(exchange.getRequestURI().getRawQuery());
        String path = exchange.getRequestURI().getPath();
        if (readOnly && (query + path).contains("git-receive-pack")) {
            exchange.sendResponseHeaders(403, -1);
            return;
        }
        ProcessBuilder backend = new ProcessBuilder("git", "http-backend");
        Map<String, String> cgi = backend.environment();
        cgi.put("GIT_PROJECT_ROOT", repository.directory().toString());
        cgi.put("GIT_HTTP_EXPORT_ALL", "1");
        cgi.put("PATH_INFO", path);
        cgi.put("QUERY_STRING", query.equals("null") ? "" : query);
        cgi.put("REQUEST_METHOD", exchange.getRequestMethod());
        put(cgi, exchange, "Content-Type", "CONTENT_TYPE");
        put(cgi, exchange, "Content-Encoding", "HTTP_CONTENT_ENCODING");
        put(cgi, exchange, "Git-Protocol", "GIT_PROTOCOL");
        Process process = backend.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (OutputStream in = process.getOutputStream()) {
            exchange.getRequestBody().transferTo(in);
        }
        try (InputStream out = new BufferedInputStream(process.getInputStream())) {
            int status = 200;
            for (String line = line(out); !line.isEmpty(); line = line(out)) {
                String[] header = line.split(": ", 2);
                if (header[0].equals("Status")) {
                    status = Integer.parseInt(header[1].substring(0, 3));
                } else {
                    exchange.getResponseHeaders().add(header[0], header[1]);
                }
            }
            exchange.sendResponseHeaders(status, 0);
            sent.addAndGet(out.transferTo(exchange.getResponseBody()));
        }
    }

    private static void put(Map<String, String> cgi, HttpExchange exchange, String header, String variable) {
        String value = exchange.getRequestHeaders().getFirst(header);
        if (value != null) {
            cgi.put(variable, value);
        }
    }

    private static String line(InputStream from) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = from.read(); next >= 0 && next != '\n'; next = from.read()) {
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8).strip();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
