package io.jenkins.plugins.hotfix.notify;

import io.jenkins.plugins.hotfix.web.Endpoint;
import io.jenkins.plugins.hotfix.web.Post;
import java.util.Map;

/** A webhook as Slack has them, and Mattermost, Rocket.Chat, Discord (with {@code /slack}) and others after it. */
public final class Slack {
    private Slack() {}

    /** The message. Nothing in it calls a channel or hides an address: it is text. */
    public static Post post(Endpoint hook, Notice notice) {
        String text = notice.text() + (notice.link() == null ? "" : "\n" + notice.link());
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return Post.of(hook, Map.of("text", escaped, "mrkdwn", false));
    }
}
