package io.jenkins.plugins.hotfix.local;

import io.jenkins.plugins.hotfix.git.command.Git;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.incident.IncidentId;
import io.jenkins.plugins.hotfix.local.archive.Archive;
import io.jenkins.plugins.hotfix.local.archive.ArchiveException;
import io.jenkins.plugins.hotfix.local.host.RepositoryPlace;
import io.jenkins.plugins.hotfix.record.RecordRefs;
import io.jenkins.plugins.hotfix.record.Records;
import io.jenkins.plugins.hotfix.report.Visible;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The records that a repository holds, read over git. Close it when done. */
final class RepositoryRecords implements Closeable {
    private final ScratchDirectory scratch;
    private final GitRepository git;
    private final Records records;

    private RepositoryRecords(ScratchDirectory scratch, GitRepository git, Records records) {
        this.scratch = scratch;
        this.git = git;
        this.records = records;
    }

    /**
     * Opens a repository; what it holds is fetched when it is asked for.
     *
     * @param branches what the names of branches that are records begin with
     */
    static RepositoryRecords open(RepositoryPlace place, String branches) throws IOException {
        ScratchDirectory scratch = ScratchDirectory.make();
        try {
            GitRepository git = GitRepository.open(Git.onPath(), scratch.path(), place.directory(), place.url());
            return new RepositoryRecords(scratch, git, new Records(git, new RecordRefs(branches)));
        } catch (IOException | RuntimeException e) {
            scratch.close();
            throw e;
        }
    }

    GitRepository git() {
        return git;
    }

    Records records() {
        return records;
    }

    /**
     * Copies of the records, as an archive that is there until this is closed.
     *
     * @param id of the only incident that is wanted; null: all
     * @throws ArchiveException if there is no record of it
     */
    Archive archive(@Nullable String id) throws IOException {
        Archive copies = new Archive(scratch.path().resolve("records"));
        for (Records.Place place : id == null ? records.all().values() : List.of(place(id))) {
            copies.bring(
                    place.incident(),
                    records.contents(place.commit()),
                    git.commit(place.commit()).orElseThrow().committedAt());
        }
        return copies;
    }

    /**
     * The record of an incident.
     *
     * @throws ArchiveException if there is none
     */
    Records.Place place(String id) throws IOException {
        Optional<Records.Place> place = IncidentId.isValid(id) ? records.of(id) : Optional.empty();
        return place.orElseThrow(() -> new ArchiveException("There is no record of " + Visible.line(id, 200) + " in "
                + git.remoteUrl() + ". \"list --repo " + git.remoteUrl() + "\" shows those that there are."));
    }

    @Override
    public void close() throws IOException {
        try {
            git.close();
        } finally {
            scratch.close();
        }
    }
}
