package io.jenkins.plugins.hotfix.record;

import io.jenkins.plugins.hotfix.git.object.RefNames;
import io.jenkins.plugins.hotfix.incident.IncidentId;
import java.util.List;
import java.util.Optional;

/**
 * What the record of an incident is called in its repository: a ref that is neither branch nor tag, so that nobody fetches
 * it by accident; or a branch, where a server takes nothing else.
 *
 * @param branches what the names of such branches begin with, such as {@code hotfix-record/}
 */
public record RecordRefs(String branches) {
    /** What the names of the refs begin with. */
    public static final String PLACE = "refs/hotfix/incidents/";

    /** What the names of the branches begin with, where nobody says otherwise. */
    public static final String BRANCHES = "hotfix-record/";

    private static final String HEADS = "refs/heads/";

    public RecordRefs {
        branches = branches.endsWith("/") ? branches : branches + "/";
        RefNames.branch(branches + "id");
    }

    /** The ref of an incident. */
    public String ref(String id) {
        return PLACE + id;
    }

    /** The branch of an incident. */
    public String branch(String id) {
        return HEADS + branches + id;
    }

    /** Both, the ref first. */
    public List<String> of(String id) {
        return List.of(ref(id), branch(id));
    }

    /** Patterns for those of all incidents. */
    public List<String> all() {
        return of("*");
    }

    /** The incident that a ref or a branch is for; empty if it is for none. */
    public Optional<String> incident(String ref) {
        return List.of(PLACE, HEADS + branches).stream()
                .filter(ref::startsWith)
                .map(place -> ref.substring(place.length()))
                .filter(IncidentId::isValid)
                .findFirst();
    }
}
