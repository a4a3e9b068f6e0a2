package io.jenkins.plugins.hotfix.report;

import com.samskivert.mustache.Template;
import io.jenkins.plugins.hotfix.incident.FollowUps;
import io.jenkins.plugins.hotfix.incident.Incident;
import org.jspecify.annotations.Nullable;

/**
 * What a tracker's ticket says of what remains to be done after an incident, as Markdown.
 *
 * @param ticket the address of the incident's own ticket; null if it has none
 */
public record FollowUpText(
        Incident incident, FollowUps.Item item, @Nullable String ticket) {
    private static final Template MARKDOWN = Templates.markdown("follow-up.md");

    /** The text. */
    public String markdown() {
        return MARKDOWN.execute(this);
    }
}
