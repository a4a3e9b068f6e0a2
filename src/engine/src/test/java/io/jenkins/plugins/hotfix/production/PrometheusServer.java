package io.jenkins.plugins.hotfix.production;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.hotfix.web.WebServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The real Prometheus, fed by a small exporter with the gauges that a test sets. Skips the test where there is none. */
public final class PrometheusServer implements AutoCloseable {
    private final Map<String, String> gauges = new ConcurrentHashMap<>();
    private final WebServer exporter;
    private final Process process;
    private final String url;

    /** Starts it with its data in the directory. */
    public PrometheusServer(Path directory) throws IOException, InterruptedException {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(path -> Files.isExecutable(Path.of(path, "prometheus"))),
                "prometheus is not installed; Debian's package is named so");
        exporter = WebServer.with(exchange -> {
            byte[] body = gauges.entrySet().stream()
                    .map(gauge -> gauge.getKey() + " " + gauge.getValue() + "\n")
                    .collect(Collectors.joining())
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        });
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        url = "http://127.0.0.1:" + port;
        Files.createDirectories(directory);
        Path configuration = Files.writeString(directory.resolve("prometheus.yml"), """
                global: {scrape_interval: 100ms, scrape_timeout: 100ms}
                scrape_configs:
                  - job_name: service
                    static_configs: [{targets: ['%s']}]
                """.formatted(
                        exporter.url().replace("http://", "")));
        process = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + configuration,
                        "--storage.tsdb.path=" + directory.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("prometheus.log").toFile())
                .start();
        await("up", "1");
    }

    public String url() {
        return url;
    }

    /** Sets a gauge, {@code name} or {@code name{label="value"}}, and waits until the server knows. */
    public void set(String gauge, String value) throws InterruptedException {
        gauges.put(gauge, value);
        await(gauge, value);
    }

    /** Removes a gauge, and waits until the server knows. */
    public void remove(String gauge) throws InterruptedException {
        gauges.remove(gauge);
        await(gauge, null);
    }

    private void await(String query, String value) throws InterruptedException {
        Prometheus prometheus = new Prometheus(url, null, false);
        for (int tries = 0; tries < 600; tries++) {
            Prometheus.Answer answer = prometheus.query(query, null);
            boolean gone = value == null && answer.outcome() == Prometheus.Answer.Outcome.NO_DATA;
            if (gone || (value != null && value.equals(answer.raw()))) {
                return;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("Prometheus does not know that " + query + " is " + value);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        exporter.close();
    }
}
