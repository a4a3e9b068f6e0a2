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
        this.client = HttpClient.newBuilder()
                .followRedirects(redirect)
                .connectTimeout(timeout)
                .build();
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
     * Sends the request and reads the answer.
     *
     * @throws HttpTimeoutException if that took too long
     * @throws IOException if there is no answer
     */
    public Answer send(HttpRequest request) throws IOException, InterruptedException {
        long began = System.nanoTime();
        CompletableFuture<HttpResponse<InputStream>> sent = client.sendAsync(request, BodyHandlers.ofInputStream());
        CompletableFuture<Answer> read = sent.thenApplyAsync(response -> answer(response, began));
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

    private static Answer answer(HttpResponse<InputStream> response, long began) {
        try (InputStream body = response.body()) {
            byte[] bytes = body.readNBytes(LONGEST_BODY);
            boolean cut = bytes.length == LONGEST_BODY && body.read() >= 0;
            return new Answer(
                    response.statusCode(),
                    new String(bytes, StandardCharsets.UTF_8),
                    cut,
                    Duration.ofNanos(System.nanoTime() - began));
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
