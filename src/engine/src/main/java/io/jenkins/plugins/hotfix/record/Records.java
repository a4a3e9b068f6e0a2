package io.jenkins.plugins.hotfix.record;

import io.jenkins.plugins.hotfix.git.object.Commit;
import io.jenkins.plugins.hotfix.git.object.CommitDraft;
import io.jenkins.plugins.hotfix.git.object.Trailer;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.incident.BrokenLogException;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.IncidentLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The records of incidents in a repository, read and drafted in its object database. */
public final class Records {
    /** The log, in the tree of a record. */
    public static final String LOG = "timeline.jsonl";

    /** More commits than that no record has. */
    private static final int LONGEST = 100_000;

    /** So many incidents tell what runs in production, and what is open. */
    private static final int NEWEST = 100;

    private final GitRepository git;
    private final RecordRefs refs;

    public Records(GitRepository git, RecordRefs refs) {
        this.git = git;
        this.refs = refs;
    }

    /**
     * A record, as the remote has it.
     *
     * @param ref the ref or branch that it is
     * @param commit the newest of its commits
     */
    public record Place(String incident, String ref, String commit) {}

    /** The records of all incidents, by the incident's id; brought here with all that they hold. */
    public Map<String, Place> all() throws IOException {
        return found(refs.all(), Integer.MAX_VALUE);
    }

    /** The record of an incident, brought here with all that it holds; empty if the remote has none. */
    public Optional<Place> of(String incident) throws IOException {
        return Optional.ofNullable(found(refs.of(incident), Integer.MAX_VALUE).get(incident));
    }

    /** Those with the greatest ids, which begin with their dates. */
    private Map<String, Place> found(List<String> patterns, int most) throws IOException {
        Map<String, String> there = git.remoteRefs(patterns.toArray(String[]::new));
        TreeMap<String, Place> found = new TreeMap<>();
        there.forEach((ref, id) -> refs.incident(ref)
                .filter(incident -> !found.containsKey(incident) || ref.startsWith(RecordRefs.PLACE))
                .ifPresent(incident -> found.put(incident, new Place(incident, ref, id))));
        while (found.size() > most) {
            found.pollFirstEntry();
        }
        List<String> missing = new ArrayList<>();
        for (Place place : found.values()) {
            if (git.commit(place.commit()).isEmpty()) {
                missing.add(place.ref());
            }
        }
        if (!missing.isEmpty()) {
            git.fetchWhole(missing);
        }
        return found;
    }

    /**
     * What is on record of the newest incidents beside one.
     *
     * @param mine that incident; empty if it has no id yet
     * @param leftOut is told of each whose log cannot be read
     */
    public List<Incident> others(String mine, Consumer<String> leftOut) throws IOException {
        List<Place> newest = found(refs.all(), NEWEST).values().stream()
                .filter(place -> !place.incident().equals(mine))
                .toList();
        List<Incident> others = new ArrayList<>();
        for (Place place : newest) {
            Optional<byte[]> log = log(place.commit());
            if (log.isEmpty()) {
                continue;
            }
            try {
                others.add(IncidentLog.incidentIn(log.get(), place.ref()));
            } catch (BrokenLogException broken) {
                leftOut.accept("The incident " + place.incident() + " is left out: " + broken.getMessage());
            }
        }
        return others;
    }

    /** The files of a record at one of its commits, by name. */
    public Map<String, byte[]> contents(String commit) throws IOException {
        Map<String, byte[]> contents = new LinkedHashMap<>();
        for (String path : git.files(commit, "")) {
            Optional<byte[]> file = git.file(commit, path);
            if (file.isPresent()) {
                contents.put(path, file.get());
            }
        }
        return contents;
    }

    /** The log at one of a record's commits; empty if there is none, and so the commit is no record's. */
    public Optional<byte[]> log(String commit) throws IOException {
        return git.file(commit, LOG);
    }

    /** The commits of a record, oldest first. */
    public List<Commit> chain(String tip) throws IOException {
        List<Commit> chain = new ArrayList<>(git.commits(null, tip, LONGEST));
        Collections.reverse(chain);
        return chain;
    }

    /**
     * A new commit of a record, that is nowhere yet; empty if its parent holds the same.
     *
     * @param parent what it builds on; null: nothing
     * @param contents its files, by name
     */
    public Optional<String> draft(Incident incident, @Nullable String parent, Map<String, byte[]> contents)
            throws IOException {
        String tree = git.withFiles(git.emptyTree(), contents);
        if (parent != null
                && git.commit(parent).map(Commit::tree).filter(tree::equals).isPresent()) {
            return Optional.empty();
        }
        Incident.LogHead head = incident.log();
        return Optional.of(git.commitTree(new CommitDraft(
                tree,
                parent == null ? List.of() : List.of(parent),
                "Record of " + incident.id() + ": " + incident.status().word(),
                List.of(
                        new Trailer("Hotfix-Id", String.valueOf(incident.id())),
                        new Trailer("Hotfix-Entries", String.valueOf(head.entries())),
                        new Trailer("Hotfix-Log", "sha256:" + head.hash())),
                null,
                null)));
    }
}
