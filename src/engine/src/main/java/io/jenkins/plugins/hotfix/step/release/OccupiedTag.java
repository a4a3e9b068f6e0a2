package io.jenkins.plugins.hotfix.step.release;

import io.jenkins.plugins.hotfix.git.object.Tag;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.incident.Incident;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** A tag's name that the run was given and that is taken: nobody should approve what cannot be released. */
public final class OccupiedTag {
    private static final String STEP = "hotfixTag";
    private static final String TAG = "tag";

    private OccupiedTag() {}

    /** What to do about it, as sentences; empty if no name was given, or the name is free or this incident's. */
    public static Optional<String> of(Incident incident, GitRepository git) throws IOException {
        Optional<String> given = given(incident);
        if (given.isEmpty() || git.remoteRefs("refs/tags/" + given.get()).isEmpty()) {
            return Optional.empty();
        }
        git.fetch("refs/tags/" + given.get());
        Optional<Tag> there = git.tag(given.get());
        return there.isPresent() && Provenance.of(incident, there.get().trailers())
                ? Optional.empty()
                : Optional.of(sentence(given.get()));
    }

    static String sentence(String name) {
        return "There is a tag " + name
                + " already, and it is not this incident's. Nothing was changed; give another name"
                + " (hotfixTag.tag) and resume.";
    }

    private static Optional<String> given(Incident incident) {
        Object said = incident.given().getOrDefault(STEP, Map.of()).get(TAG);
        return Optional.ofNullable(said).map(Object::toString).filter(name -> !name.isBlank());
    }
}
