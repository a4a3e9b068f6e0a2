package io.jenkins.plugins.hotfix.notify;

import io.jenkins.plugins.hotfix.web.Endpoint;
import io.jenkins.plugins.hotfix.web.Post;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Any receiver that understands JSON. */
public final class SignedWebhook {
    private SignedWebhook() {}

    /**
     * The message.
     *
     * @param key signs it with HMAC-SHA256; null if it is not signed
     */
    public static Post post(Endpoint hook, Notice notice, @Nullable String key) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("event", notice.moment().word());
        body.put("id", notice.id());
        body.put("at", notice.at());
        body.put("incident", notice.incidentId());
        body.put("title", String.valueOf(notice.incident().title()));
        body.put("severity", String.valueOf(notice.incident().severity()));
        body.put("status", notice.incident().status().word());
        body.put("repository", notice.repository());
        body.put("text", notice.text());
        if (notice.link() != null) {
            body.put("link", notice.link());
        }
        Post post = Post.of(hook, body).with("X-Hotfix-Delivery", notice.id());
        return key == null ? post : post.signed("X-Hotfix-Signature", key);
    }
}
