package io.jenkins.plugins.hotfix.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** HTTP requests that end in time, also where a server sends a body drop by drop or without an end. */
public final class Http {
    /** More than any answer that is looked at here. */
    private static final int LONGEST_BODY = 1 << 20;

    private final HttpClient client;
    private final Duration timeout;

    /**
     * @param redirect whether to go where a server points to; the JDK does so at most five times for a request
     * @param timeout for the whole of a request, the body included
     */
    public Http(HttpClient.Redirect redirect, Duration timeout) {
        this(
                HttpClient.newBuilder()
                        .followRedirects(redirect)
                        .connectTimeout(timeout)
                        .build(),
                timeout);
    }

    /**
     * @param client that sends them
     * @param timeout for the whole of a request, the body included
     */
    public Http(HttpClient client, Duration timeout) {
        this.client = client;
        this.timeout = timeout;
    }

    /**
     * An answer.
     *
     * @param body its first mebibyte
     * @param cut whether there was more
     */
    public record Answer(int status, String body, boolean cut, Duration took) {}

    /**
     * An answer as it was received.
     *
     * @param body no more of it than was wanted
     * @param cut whether there was more
     */
    public record Received(int status, Map<String, List<String>> headers, byte[] body, boolean cut) {}

    /**
     * Sends the request and reads the answer.
     *
     * @throws HttpTimeoutException if that took too long
     * @throws IOException if there is no answer
     */
    public Answer send(HttpRequest request) throws IOException, InterruptedException {
        long began = System.nanoTime();
        Received received = receive(request, LONGEST_BODY);
        return new Answer(
                received.status(),
                new String(received.body(), StandardCharsets.UTF_8),
                received.cut(),
                Duration.ofNanos(System.nanoTime() - began));
    }

    /**
     * Sends the request and reads the answer, as {@link #send}.
     *
     * @param longest the most bytes of the body
     */
    public Received receive(HttpRequest request, int longest) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<InputStream>> sent = client.sendAsync(request, BodyHandlers.ofInputStream());
        CompletableFuture<Received> read = sent.thenApplyAsync(response -> read(response, longest));
        try {
            return read.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("no whole answer within " + timeout.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException reason ? reason : new IOException(e.getCause());
        } finally {
            // Frees whoever still waits for the rest of the body.
            sent.thenAccept(response -> close(response.body()));
            sent.cancel(true);
        }
    }

    private static Received read(HttpResponse<InputStream> response, int longest) {
        try (InputStream body = response.body()) {
            byte[] bytes = body.readNBytes(longest);
            boolean cut = bytes.length == longest && body.read() >= 0;
            return new Received(response.statusCode(), response.headers().map(), bytes, cut);
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            // Nobody wants it any more.
            return;
        }
    }
}
