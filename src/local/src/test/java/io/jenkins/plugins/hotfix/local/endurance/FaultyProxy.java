package io.jenkins.plugins.hotfix.local.endurance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.hotfix.git.GitServer;
import io.jenkins.plugins.hotfix.git.TestRepository;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands between the hotfix and the server of its repository, and spoils one exchange. */
final class FaultyProxy implements Remote {
    private final GitServer server;
    private final HttpServer proxy;
    private final Optional<Fault> fault;
    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> exchanges = new CopyOnWriteArrayList<>();
    private final CountDownLatch recovered = new CountDownLatch(1);
    private volatile boolean hanging;

    /**
     * What goes wrong.
     *
     * @param number at which exchange, from 1
     * @param what that is in an undisturbed run, for people
     */
    record Fault(Way way, int number, String what) {

        enum Way {
            /** The connection is closed; the server never hears of it. */
            REFUSED,
            /** The server never hears of it, and nobody answers. */
            HANGING,
            /** The server does what was asked; half of its answer arrives. */
            CUT,
            /** The server does what was asked; its answer is lost. */
            DROPPED
        }

        @Override
        public String toString() {
            return "exchange " + number + " (" + what + ") is " + way;
        }
    }

    private FaultyProxy(GitServer server, HttpServer proxy, Optional<Fault> fault) {
        this.server = server;
        this.proxy = proxy;
        this.fault = fault;
    }

    static FaultyProxy before(Place place, Optional<Fault> fault) throws IOException {
        HttpServer proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        FaultyProxy made = new FaultyProxy(GitServer.of(TestRepository.at(place.origin())), proxy, fault);
        proxy.setExecutor(made.threads);
        proxy.createContext("/", exchange -> {
            try (exchange) {
                made.pass(exchange);
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            }
        });
        proxy.start();
        return made;
    }

    @Override
    public String url() {
        return "http://127.0.0.1:" + proxy.getAddress().getPort() + "/";
    }

    /** What was asked so far, each exchange one line. */
    List<String> exchanges() {
        return exchanges;
    }

    @Override
    public boolean isUnreliable() {
        return fault.isPresent() && recovered.getCount() > 0;
    }

    @Override
    public boolean hangs() {
        return hanging;
    }

    @Override
    public void recover() {
        recovered.countDown();
        hanging = false;
    }

    private void pass(HttpExchange exchange) throws IOException, InterruptedException {
        int number;
        synchronized (exchanges) {
            exchanges.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            number = exchanges.size();
        }
        byte[] asked = exchange.getRequestBody().readAllBytes();
        Optional<Fault> now = fault.filter(each -> isUnreliable() && each.number() == number);
        if (now.isPresent()) {
            spoil(exchange, asked, now.get().way());
        } else {
            HttpResponse<byte[]> answer = ask(exchange, asked);
            answer(exchange, answer, answer.body().length);
        }
    }

    /** Whoever returns from this without an answer closes the connection. */
    private void spoil(HttpExchange exchange, byte[] asked, Fault.Way way) throws IOException, InterruptedException {
        switch (way) {
            case REFUSED -> {}
            case HANGING -> {
                hanging = true;
                recovered.await();
            }
            case CUT -> {
                HttpResponse<byte[]> answer = ask(exchange, asked);
                answer(exchange, answer, answer.body().length / 2);
            }
            case DROPPED -> ask(exchange, asked);
        }
    }

    private HttpResponse<byte[]> ask(HttpExchange exchange, byte[] asked) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(server.url()).resolve(exchange.getRequestURI()))
                .version(HttpClient.Version.HTTP_1_1)
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(asked));
        for (String header : List.of("Content-Type", "Content-Encoding", "Git-Protocol")) {
            String value = exchange.getRequestHeaders().getFirst(header);
            if (value != null) {
                request.header(header, value);
            }
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    /** Promises all of the answer and sends a part of it. */
    private static void answer(HttpExchange exchange, HttpResponse<byte[]> answer, int part) throws IOException {
        answer.headers()
                .firstValue("Content-Type")
                .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
        int length = answer.body().length;
        exchange.sendResponseHeaders(answer.statusCode(), length == 0 ? -1 : length);
        exchange.getResponseBody().write(answer.body(), 0, part);
        exchange.getResponseBody().flush();
    }

    @Override
    public void close() {
        recover();
        proxy.stop(0);
        threads.shutdownNow();
        server.close();
    }
}
