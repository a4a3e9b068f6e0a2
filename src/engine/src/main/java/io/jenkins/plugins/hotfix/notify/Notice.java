package io.jenkins.plugins.hotfix.notify;

import io.jenkins.plugins.hotfix.incident.Incident;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What people are notified of.
 *
 * @param id is the same whenever this is sent again
 * @param at when it happened
 * @param incident as it was then
 * @param repository what is hotfixed
 * @param text what people read, as plain text
 * @param link where they act or see more; null where there is no such place
 */
public record Notice(
        String id,
        Moment moment,
        Instant at,
        Incident incident,
        String repository,
        String text,
        @Nullable String link) {

    /** The incident's id. */
    String incidentId() {
        return Objects.requireNonNull(incident.id());
    }

    /** The first line of the text. */
    String summary() {
        return text.lines().findFirst().orElse("");
    }

    /** What people call the service. */
    String service() {
        return service(repository);
    }

    /** What people call a service, after its repository. */
    public static String service(String repository) {
        String name = repository.replaceAll("(?:\\.git)?/*$", "").replaceAll(".*[/:\\\\]", "");
        return name.isEmpty() ? "unknown" : name;
    }
}
