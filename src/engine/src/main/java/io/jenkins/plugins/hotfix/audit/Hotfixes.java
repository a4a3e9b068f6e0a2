package io.jenkins.plugins.hotfix.audit;

import io.jenkins.plugins.hotfix.git.object.Commit;
import io.jenkins.plugins.hotfix.git.object.ObjectId;
import io.jenkins.plugins.hotfix.git.object.Tag;
import io.jenkins.plugins.hotfix.git.object.Trailer;
import io.jenkins.plugins.hotfix.incident.Fact.Backported;
import io.jenkins.plugins.hotfix.incident.Fact.Released;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.survey.Graph;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The hotfixes that a repository tells of: by the trailers of commits and tags, and by the records of incidents. */
final class Hotfixes {
    private static final String ID = "Hotfix-Id";
    private static final String REVERTS = "Hotfix-Reverts";

    private final Graph graph;
    private final String production;
    private final Map<String, List<Commit>> named = new LinkedHashMap<>();
    private final Map<String, Tag> tagged = new LinkedHashMap<>();
    private final Map<String, Incident> records = new LinkedHashMap<>();

    /**
     * @param production the tip of the production branch
     * @param tags the repository's annotated tags
     * @param incidents those on record
     */
    Hotfixes(Graph graph, String production, List<Tag> tags, List<Incident> incidents) {
        this.graph = graph;
        this.production = production;
        for (Commit commit : graph.commits()) {
            if (commit.trailer(REVERTS).isEmpty()) {
                commit.trailer(ID)
                        .ifPresent(id -> named.computeIfAbsent(id, any -> new ArrayList<>())
                                .add(commit));
            }
        }
        for (Tag tag : tags) {
            if (value(tag.trailers(), REVERTS).isEmpty()) {
                value(tag.trailers(), ID).ifPresent(id -> tagged.put(id, tag));
            }
        }
        for (Incident incident : incidents) {
            if (incident.id() != null && incident.release().isPresent()) {
                records.put(incident.id(), incident);
            }
        }
    }

    private static Optional<String> value(List<Trailer> trailers, String key) {
        return trailers.stream()
                .filter(trailer -> trailer.key().equalsIgnoreCase(key))
                .map(Trailer::value)
                .findFirst();
    }

    /** The ids of their incidents. */
    private Set<String> ids() {
        Set<String> ids = new LinkedHashSet<>(named.keySet());
        ids.addAll(tagged.keySet());
        ids.addAll(records.keySet());
        return ids;
    }

    /** Those of which a release is known, newest first. */
    List<Hotfix> all() {
        List<Hotfix> all = new ArrayList<>();
        for (String id : ids()) {
            release(id).ifPresent(release -> all.add(of(id, release)));
        }
        all.sort((a, b) -> b.release().committedAt().compareTo(a.release().committedAt()));
        return all;
    }

    /** The ids of those whose release is on none of the branches any more, or never came there. */
    List<String> lost() {
        return ids().stream().filter(id -> release(id).isEmpty()).toList();
    }

    /** The ids of the commits of production that hotfixes brought, each with its incident's. */
    Map<String, String> brought() {
        Map<String, String> brought = new LinkedHashMap<>();
        for (Hotfix hotfix : all()) {
            hotfix.all().forEach(commit -> brought.put(commit.id(), hotfix.id()));
        }
        return brought;
    }

    private Optional<Commit> release(String id) {
        Incident record = records.get(id);
        Optional<Commit> recorded = record == null
                ? Optional.empty()
                : record.release().map(Released::commit).flatMap(graph::commit);
        Tag tag = tagged.get(id);
        return recorded.or(() -> tag == null ? Optional.empty() : graph.commit(tag.target()))
                .or(() -> named.getOrDefault(id, List.of()).stream()
                        .filter(commit -> graph.holds(production, commit.id()))
                        .reduce((newer, older) -> older));
    }

    private Hotfix of(String id, Commit release) {
        @Nullable Tag tag = tagged.get(id);
        @Nullable Incident record = records.get(id);
        List<Commit> bearers = new ArrayList<>(named.getOrDefault(id, List.of()));
        if (!bearers.contains(release)) {
            bearers.add(release);
        }
        Set<String> settled = record == null
                ? Set.of()
                : record.backports().stream()
                        .filter(backport -> backport.status().equals("settled"))
                        .map(Backported::target)
                        .collect(Collectors.toSet());
        return new Hotfix(id, release, own(release), bearers, tag == null ? null : tag.name(), settled);
    }

    /** What a commit that somebody named is, as if it were a hotfix. */
    Hotfix of(Commit commit) {
        return new Hotfix(ObjectId.abbreviated(commit.id()), commit, own(commit), List.of(commit), null, Set.of());
    }

    /** What a commit brought: itself or, if it is a merge, what it merged. */
    private List<Commit> own(Commit release) {
        if (!release.isMerge()) {
            return List.of(release);
        }
        List<Commit> own = new ArrayList<>(
                graph.beyond(release.parents().get(0), release.parents().get(1)));
        own.removeIf(Commit::isMerge);
        Collections.reverse(own);
        return own;
    }
}
