package io.jenkins.plugins.hotfix.notify;

import io.jenkins.plugins.hotfix.incident.Severity;
import io.jenkins.plugins.hotfix.web.Endpoint;
import io.jenkins.plugins.hotfix.web.Post;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * PagerDuty's Events API v2: an incident is triggered and resolved by one key, which is the incident's id, so it is there
 * once; what changes production is a change event.
 *
 * @param region where events are sent, {@code https://events.pagerduty.com} or that of the European region
 * @param routingKey of the integration
 */
public record PagerDuty(Endpoint region, String routingKey) {
    private static final int LONGEST_SUMMARY = 1024;
    private static final String CLIENT = "hotfix";

    /** Whether there is an event for a moment. */
    public static boolean has(Moment moment) {
        return switch (moment) {
            case STARTED, RESOLVED, CLOSED, DEPLOYED, ROLLED_BACK -> true;
            case GATE, MITIGATED, STOPPED -> false;
        };
    }

    /** The event. */
    public Post post(Notice notice) {
        return switch (notice.moment()) {
            case STARTED -> event("trigger", notice);
            case RESOLVED, CLOSED -> event("resolve", notice);
            case DEPLOYED, ROLLED_BACK -> change(notice);
            case GATE, MITIGATED, STOPPED -> throw new IllegalArgumentException("PagerDuty has no event for it.");
        };
    }

    private Post event(String action, Notice notice) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("routing_key", routingKey);
        body.put("event_action", action);
        body.put("dedup_key", notice.repository() + "/" + notice.incidentId());
        body.put("client", CLIENT);
        Map<String, Object> payload = payload(notice);
        payload.put("severity", notice.incident().severity() == Severity.P0 ? "critical" : "error");
        payload.put("component", notice.service());
        payload.put("class", "hotfix");
        body.put("payload", payload);
        return sent("/v2/enqueue", body, notice);
    }

    private Post change(Notice notice) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("routing_key", routingKey);
        body.put("payload", payload(notice));
        return sent("/v2/change/enqueue", body, notice);
    }

    private static Map<String, Object> payload(Notice notice) {
        String summary = notice.summary();
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put(
                "summary",
                summary.length() > LONGEST_SUMMARY ? summary.substring(0, LONGEST_SUMMARY - 1) + "…" : summary);
        payload.put("timestamp", notice.at());
        payload.put("source", notice.service());
        payload.put(
                "custom_details",
                Map.of("incident", notice.incidentId(), "repository", notice.repository(), "text", notice.text()));
        return payload;
    }

    private Post sent(String page, Map<String, Object> body, Notice notice) {
        if (notice.link() != null) {
            body.put("links", List.of(Map.of("href", notice.link(), "text", "The run")));
        }
        return Post.of(region.page(page), body);
    }

    @Override
    public String toString() {
        return "PagerDuty at " + region;
    }
}
