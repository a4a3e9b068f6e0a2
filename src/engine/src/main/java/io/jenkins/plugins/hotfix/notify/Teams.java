package io.jenkins.plugins.hotfix.notify;

import io.jenkins.plugins.hotfix.web.Endpoint;
import io.jenkins.plugins.hotfix.web.Post;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A webhook of a Teams workflow: an adaptive card, whose text no Markdown is read in. */
public final class Teams {
    private Teams() {}

    /** The message. */
    public static Post post(Endpoint hook, Notice notice) {
        List<Object> body = new ArrayList<>();
        boolean first = true;
        for (String line : notice.text().lines().toList()) {
            if (!line.isBlank()) {
                body.add(paragraph(line, first));
                first = false;
            }
        }
        Map<String, Object> card = new LinkedHashMap<>();
        card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
        card.put("type", "AdaptiveCard");
        card.put("version", "1.4");
        card.put("body", body);
        if (notice.link() != null) {
            card.put("actions", List.of(Map.of("type", "Action.OpenUrl", "title", "Open", "url", notice.link())));
        }
        return Post.of(
                hook,
                Map.of(
                        "type",
                        "message",
                        "attachments",
                        List.of(Map.of("contentType", "application/vnd.microsoft.card.adaptive", "content", card))));
    }

    private static Map<String, Object> paragraph(String line, boolean bold) {
        return Map.of(
                "type",
                "RichTextBlock",
                "inlines",
                List.of(Map.of("type", "TextRun", "text", line, "weight", bold ? "Bolder" : "Default")));
    }
}
