package io.jenkins.plugins.hotfix.tracker;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.hotfix.web.Deadline;
import io.jenkins.plugins.hotfix.web.Endpoint;
import io.jenkins.plugins.hotfix.web.Post;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Any tracker behind a webhook: an automation of Jira, a small service of a team's own. The same ticket has the same id in
 * each request, so the receiver makes it once.
 *
 * @param key signs each request; null if it is not signed
 */
public record WebhookTracker(Endpoint hook, @Nullable String key) implements Tracker {
    private static final String SIGNATURE = "X-Hotfix-Signature";
    private static final String DELIVERY = "X-Hotfix-Delivery";
    private static final int LONGEST_KEY = 100;
    private static final int LONGEST_URL = 2000;

    @Override
    public String host() {
        return hook.host();
    }

    @Override
    public Ticket create(UUID id, Draft draft, boolean again, Deadline deadline)
            throws IOException, InterruptedException {
        return send("ticket-created", id, draft, deadline);
    }

    @Override
    public Ticket update(UUID id, Draft draft, Deadline deadline) throws IOException, InterruptedException {
        boolean over = draft.stage() == Draft.Stage.DONE || draft.stage() == Draft.Stage.CANCELED;
        return send(over ? "ticket-closed" : "ticket-updated", id, draft, deadline);
    }

    private Ticket send(String event, UUID id, Draft draft, Deadline deadline)
            throws IOException, InterruptedException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("event", event);
        body.put("id", id.toString());
        body.put("title", draft.title());
        body.put("body", draft.body());
        body.put("stage", draft.stage().word());
        Post post = Post.of(hook, body)
                .with(DELIVERY, TicketId.of(id.toString(), body.toString()).toString());
        JsonNode answer = (key == null ? post : post.signed(SIGNATURE, key)).accepted(deadline.left());
        return new Ticket(text(answer, "key", LONGEST_KEY), url(text(answer, "url", LONGEST_URL)));
    }

    private static @Nullable String text(JsonNode answer, String name, int longest) {
        String text = answer.path(name).textValue();
        return text == null || text.isBlank() || text.length() > longest ? null : text;
    }

    private static @Nullable String url(@Nullable String text) {
        return text == null || Endpoint.of(text).isEmpty() ? null : text;
    }
}
