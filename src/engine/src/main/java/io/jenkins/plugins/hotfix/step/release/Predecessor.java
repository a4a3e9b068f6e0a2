package io.jenkins.plugins.hotfix.step.release;

import io.jenkins.plugins.hotfix.git.object.Tag;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.incident.Fact.Assessed;
import io.jenkins.plugins.hotfix.incident.Fact.Released;
import io.jenkins.plugins.hotfix.incident.Fact.Replaces;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.Status;
import io.jenkins.plugins.hotfix.step.Required;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What last ran well: the newest release in the history of production's branch of which nothing says otherwise, neither
 * the record of the repository's incidents nor a revert in that history.
 *
 * @param version its tag; null if there is none
 * @param because how that is known
 */
public record Predecessor(@Nullable String version, String commit, String because) {
    /** What tags of versions and of hotfixes look like at first sight. */
    private static final List<String> LIKE = List.of("*[0-9].[0-9]*.[0-9]*", "hotfix-*");

    /** Of an incident that has a release: what is on record, or what triage knew where that was before there was a record of it. */
    public static Predecessor of(Incident incident) {
        Released release = Required.release(incident);
        return incident.replaces()
                .map(replaced -> new Predecessor(replaced.version(), replaced.commit(), replaced.because()))
                .orElseGet(() -> new Predecessor(
                        incident.production().map(Assessed::version).orElse(null), release.previous(), ""));
    }

    /** The name of the version or, without one, of the commit. */
    public String name() {
        return version == null ? commit.substring(0, 12) : version;
    }

    /** As it is put on record. */
    Replaces fact() {
        return new Replaces(version, commit, because);
    }

    /**
     * What last ran well.
     *
     * @param git with the branch and all tags
     * @param tip what production's branch was before the release
     * @param others the other incidents of the repository
     * @return empty if no release is known
     */
    public static Optional<Predecessor> in(GitRepository git, String tip, List<Incident> others) throws IOException {
        Map<String, Incident> releases = new HashMap<>();
        for (Incident other : others) {
            other.release().ifPresent(release -> releases.put(release.tag(), other));
        }
        String at = tip;
        while (true) {
            Optional<String> name = git.nearestTag(
                    at, LIKE, List.of("rollback-*"), each -> TagName.isVersion(each) || each.startsWith("hotfix-"));
            if (name.isEmpty()) {
                return Optional.empty();
            }
            Tag tag = git.tag(name.get()).orElseThrow();
            Incident other = releases.get(tag.name());
            if (other != null ? ranWell(other) : isRelease(tag) && !isReverted(git, tag, tip)) {
                String because = other == null
                        ? "it is the newest release in the history of production's branch"
                        : "it ran well, as " + other.id() + " has on record";
                return Optional.of(new Predecessor(tag.name(), tag.target(), because));
            }
            List<String> parents = git.commit(tag.target()).orElseThrow().parents();
            if (parents.isEmpty()) {
                return Optional.empty();
            }
            at = parents.get(0);
        }
    }

    private static boolean ranWell(Incident other) {
        return other.status() == Status.DEPLOYED || other.status() == Status.RESOLVED;
    }

    /** A version, or a hotfix's tag; what a rollback tagged never ran itself. */
    private static boolean isRelease(Tag tag) {
        return !bears(tag, Provenance.REVERTS) && (TagName.isVersion(tag.name()) || bears(tag, Provenance.ID));
    }

    private static boolean bears(Tag tag, String key) {
        return tag.trailers().stream().anyMatch(trailer -> trailer.key().equalsIgnoreCase(key));
    }

    /** Whether a rollback took it back on the branch since. */
    private static boolean isReverted(GitRepository git, Tag tag, String tip) throws IOException {
        return !tag.target().equals(tip)
                && !git.history()
                        .mentioning(tag.target(), tip, List.of(Provenance.REVERTS + ": " + tag.target()))
                        .isEmpty();
    }
}
