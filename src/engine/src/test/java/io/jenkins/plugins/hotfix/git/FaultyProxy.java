package io.jenkins.plugins.hotfix.git;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between git and a {@link GitServer} on loopback, and fails in the ways in which networks do. */
public final class FaultyProxy implements AutoCloseable {
    private static final Set<String> OWN = Set.of("transfer-encoding", "content-length", "connection", "date", "host");

    /** What happens to a push. */
    public enum Fault {
        NONE,
        /** The connection ends before the server gets it. */
        CUT,
        /** The server gets it; the connection ends without its answer. */
        LOSE_ANSWER,
        /** The server gets it; the connection ends in the middle of its answer. */
        HALF_ANSWER,
        /** The server does not get it, and there is no answer. */
        HANG,
        /** The server gets it, and there is no answer. */
        HANG_AFTER,
        /** The server gets it once this proxy is told to let go; the answer is 504 at once. */
        GATEWAY_TIMEOUT
    }

    private final String server;
    private final HttpServer proxy;
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile Fault fault = Fault.NONE;
    private volatile Fault otherwise = Fault.NONE;
    private volatile Fault then = Fault.NONE;
    private final AtomicInteger refused = new AtomicInteger();
    private volatile Runnable meanwhile = () -> {};

    private FaultyProxy(String server, HttpServer proxy) {
        this.server = server;
        this.proxy = proxy;
    }

    public static FaultyProxy before(GitServer server) throws IOException {
        HttpServer listening = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        listening.setExecutor(Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "faulty proxy");
            thread.setDaemon(true);
            return thread;
        }));
        FaultyProxy made = new FaultyProxy(server.url(), listening);
        listening.createContext("/", exchange -> {
            try (exchange) {
                made.answer(exchange);
            }
        });
        listening.start();
        return made;
    }

    public String url() {
        return "http://127.0.0.1:" + proxy.getAddress().getPort() + "/";
    }

    /** From now on this happens to the content of each push. */
    public FaultyProxy onPush(Fault happens) {
        fault = happens;
        return this;
    }

    /** And, once one was pushed, this to all that is asked. */
    public FaultyProxy then(Fault happens) {
        then = happens;
        return this;
    }

    /** From now on this happens to all that is asked. */
    public void onAll(Fault happens) {
        fault = happens;
        otherwise = happens;
    }

    /** As many of the next requests, whatever they are, do not get through. */
    public void refuse(int requests) {
        refused.set(requests);
    }

    /** How many are to be refused still. */
    public int stillRefused() {
        return refused.get();
    }

    /** Something that happens when the content of a push is on its way. */
    public void whenPushed(Runnable happens) {
        meanwhile = happens;
    }

    /** Lets what hangs go on. */
    public void release() {
        released.countDown();
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] content = exchange.getRequestBody().readAllBytes();
        if (refused.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return;
        }
        boolean push = exchange.getRequestMethod().equals("POST")
                && exchange.getRequestURI().getPath().endsWith("git-receive-pack");
        Fault happens = push ? fault : otherwise;
        if (push) {
            otherwise = then;
            meanwhile.run();
        }
        switch (happens) {
            case NONE -> pass(exchange, forwarded(exchange, content), 1);
            case HALF_ANSWER -> pass(exchange, forwarded(exchange, content), 2);
            case LOSE_ANSWER -> forwarded(exchange, content).getInputStream().readAllBytes();
            case HANG -> await();
            case HANG_AFTER -> {
                forwarded(exchange, content).getInputStream().readAllBytes();
                await();
            }
            case GATEWAY_TIMEOUT -> {
                exchange.sendResponseHeaders(504, -1);
                await();
                forwarded(exchange, content).getInputStream().readAllBytes();
            }
            case CUT -> exchange.close();
        }
    }

    private void await() {
        try {
            released.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpURLConnection forwarded(HttpExchange exchange, byte[] content) throws IOException {
        String path = exchange.getRequestURI().toString().substring(1);
        HttpURLConnection connection = (HttpURLConnection) new URL(server + path).openConnection();
        connection.setRequestMethod(exchange.getRequestMethod());
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OWN.contains(name.toLowerCase())) {
                values.forEach(value -> connection.addRequestProperty(name, value));
            }
        });
        if (exchange.getRequestMethod().equals("POST")) {
            connection.setDoOutput(true);
            try (OutputStream to = connection.getOutputStream()) {
                to.write(content);
            }
        }
        return connection;
    }

    private static void pass(HttpExchange exchange, HttpURLConnection from, int part) throws IOException {
        int status = from.getResponseCode();
        for (Map.Entry<String, List<String>> header : from.getHeaderFields().entrySet()) {
            if (header.getKey() != null && !OWN.contains(header.getKey().toLowerCase())) {
                header.getValue().forEach(value -> exchange.getResponseHeaders().add(header.getKey(), value));
            }
        }
        InputStream body = status < 400 ? from.getInputStream() : from.getErrorStream();
        byte[] answer = body == null ? new byte[0] : body.readAllBytes();
        // Less than is announced: the client waits for the rest until the connection ends.
        exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
        exchange.getResponseBody().write(answer, 0, answer.length / part);
        exchange.getResponseBody().flush();
    }

    @Override
    public void close() {
        release();
        proxy.stop(0);
    }
}
