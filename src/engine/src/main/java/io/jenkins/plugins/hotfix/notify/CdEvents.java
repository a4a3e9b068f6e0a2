package io.jenkins.plugins.hotfix.notify;

import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.Fact.Declared;
import io.jenkins.plugins.hotfix.incident.Fact.Deployed;
import io.jenkins.plugins.hotfix.incident.Fact.Released;
import io.jenkins.plugins.hotfix.incident.Fact.RequestEnded;
import io.jenkins.plugins.hotfix.incident.Fact.RequestStatus;
import io.jenkins.plugins.hotfix.incident.Fact.RolledBack;
import io.jenkins.plugins.hotfix.incident.Fact.RunEnded;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.Status;
import io.jenkins.plugins.hotfix.json.Json;
import io.jenkins.plugins.hotfix.web.Endpoint;
import io.jenkins.plugins.hotfix.web.Post;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The incident as CDEvents 0.5.1: what other programs of continuous delivery understand, and measure DORA's figures by.
 *
 * @param environment what production is called
 * @param service what the service is called
 */
public record CdEvents(Incident incident, String environment, String service) {
    private static final String SPECIFICATION = "0.5.1";
    private static final String TICKET = "ticket";

    /**
     * One event.
     *
     * @param id within the incident; also the event's own
     * @param type as {@code dev.cdevents.incident.detected.0.3.0}
     */
    public record CdEvent(String id, String type, Instant at, String source, Map<String, Object> json) {

        /** The event in a CloudEvent in binary mode. */
        public Post post(Endpoint receiver) {
            return Post.of(receiver, json)
                    .with("ce-specversion", "1.0")
                    .with("ce-id", id)
                    .with("ce-source", source)
                    .with("ce-type", type)
                    .with("ce-time", at.toString());
        }
    }

    /** All events so far, oldest first. */
    public List<CdEvent> all() {
        List<CdEvent> all = new ArrayList<>();
        int deployments = 0;
        for (Event event : incident.events()) {
            if (event.fact() instanceof Declared declared && all.isEmpty()) {
                all.add(incident("detected", event.at(), declared.description(), Map.of()));
            } else if (event.fact() instanceof RequestEnded ended && isTicket(ended) && ended.url() != null) {
                all.add(incident("reported", event.at(), title(), Map.of("ticketURI", ended.url())));
                all.add(ticketCreated(event, ended.url()));
            } else if (event.fact() instanceof Released released) {
                all.add(merged(event, released));
            } else if (event.fact() instanceof Deployed deployed && succeeded(deployed.status())) {
                all.add(deployed(event, deployed, ++deployments));
            } else if (event.fact() instanceof RolledBack back && succeeded(back.status())) {
                String to = Objects.requireNonNullElse(back.to(), "unknown");
                all.add(service("rolledback", "0.3.0", deployments, event.at(), artifact(to, null)));
            }
        }
        if (incident.status() == Status.RESOLVED && incident.ended().isPresent()) {
            resolved(all);
        }
        return List.copyOf(all);
    }

    private void resolved(List<CdEvent> all) {
        Instant at = incident.when(RunEnded.class).orElseThrow();
        all.add(incident("resolved", at, title(), Map.of()));
        incident.request(TICKET)
                .filter(CdEvents::isTicket)
                .map(RequestEnded::url)
                .ifPresent(url -> {
                    Map<String, Object> content = new LinkedHashMap<>();
                    content.put("summary", title());
                    content.put("ticketType", "incident");
                    content.put("uri", url);
                    content.put("resolution", "completed");
                    all.add(event("ticket.closed", "0.2.0", "", at, url, content));
                });
    }

    private CdEvent ticketCreated(Event event, String url) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("summary", title());
        content.put("ticketType", "incident");
        content.put("creator", event.actor());
        content.put("priority", "high");
        content.put("uri", url);
        return event("ticket.created", "0.2.0", "", event.at(), url, content);
    }

    private CdEvent incident(String predicate, Instant at, String description, Map<String, Object> more) {
        Map<String, Object> content = new LinkedHashMap<>(more);
        content.put("description", description);
        content.put("environment", Map.of("id", environment));
        content.put("service", Map.of("id", service));
        incident.release().ifPresent(release -> content.put("artifactId", artifact(release.tag(), release.commit())));
        return event("incident." + predicate, "0.3.0", "", at, id(), content);
    }

    private CdEvent merged(Event event, Released released) {
        Map<String, Object> content = Map.of("repository", Map.of("id", service));
        return event("change.merged", "0.3.0", released.commit(), event.at(), released.commit(), content);
    }

    private CdEvent deployed(Event event, Deployed deployed, int number) {
        String predicate = deployed.replaced() == null ? "deployed" : "upgraded";
        return service(predicate, "0.3.0", number, event.at(), artifact(deployed.tag(), deployed.commit()));
    }

    private CdEvent service(String predicate, String version, int number, Instant at, String artifact) {
        Map<String, Object> content = Map.of("environment", Map.of("id", environment), "artifactId", artifact);
        return event("service." + predicate, version, String.valueOf(number), at, service, content);
    }

    /**
     * @param which tells events of one type apart
     */
    private CdEvent event(
            String type, String version, String which, Instant at, String subject, Map<String, Object> content) {
        String full = "dev.cdevents." + type + "." + version;
        String id = id() + "/" + type + (which.isEmpty() ? "" : "/" + which);
        Map<String, Object> context = new LinkedHashMap<>();
        context.put("specversion", SPECIFICATION);
        context.put("id", id);
        context.put("source", source());
        context.put("type", full);
        context.put("timestamp", at);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("context", context);
        json.put("subject", Map.of("id", subject, "source", source(), "content", content));
        return new CdEvent(id, full, at, source(), Json.map(json));
    }

    /** What was released, as a package URL. */
    private String artifact(String version, @Nullable String commit) {
        return "pkg:generic/" + encoded(service) + "@" + encoded(version)
                + (commit == null ? "" : "?checksum=" + (commit.length() > 40 ? "sha256" : "sha1") + ":" + commit);
    }

    private String source() {
        return "/hotfix/" + encoded(service);
    }

    private String id() {
        return Objects.requireNonNull(incident.id());
    }

    private String title() {
        return Objects.requireNonNullElse(incident.title(), "");
    }

    private static boolean isTicket(RequestEnded ended) {
        return ended.id().equals(TICKET) && ended.status() == RequestStatus.DONE;
    }

    private static boolean succeeded(String status) {
        return status.equals("succeeded");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
