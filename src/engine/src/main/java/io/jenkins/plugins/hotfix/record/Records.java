package io.jenkins.plugins.hotfix.record;

import io.jenkins.plugins.hotfix.git.object.Commit;
import io.jenkins.plugins.hotfix.git.object.CommitDraft;
import io.jenkins.plugins.hotfix.git.object.Trailer;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.incident.Incident;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The records of incidents in a repository, read and drafted in its object database. */
public final class Records {
    /** The log, in the tree of a record. */
    public static final String LOG = "timeline.jsonl";

    /** More commits than that no record has. */
    private static final int LONGEST = 100_000;

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
        return found(refs.all());
    }

    /** The record of an incident, brought here with all that it holds; empty if the remote has none. */
    public Optional<Place> of(String incident) throws IOException {
        return Optional.ofNullable(found(refs.of(incident)).get(incident));
    }

    private Map<String, Place> found(List<String> patterns) throws IOException {
        Map<String, String> there = git.remoteRefs(patterns.toArray(String[]::new));
        Map<String, Place> found = new TreeMap<>();
        there.forEach((ref, id) -> refs.incident(ref)
                .filter(incident -> !found.containsKey(incident) || ref.startsWith(RecordRefs.PLACE))
                .ifPresent(incident -> found.put(incident, new Place(incident, ref, id))));
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
