package io.jenkins.plugins.hotfix.local;

import io.jenkins.plugins.hotfix.git.command.GitException;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.local.archive.Archive;
import io.jenkins.plugins.hotfix.local.archive.ArchiveException;
import io.jenkins.plugins.hotfix.local.archive.IncidentDirectory;
import io.jenkins.plugins.hotfix.local.archive.RunRequest;
import io.jenkins.plugins.hotfix.record.Elsewhere;
import io.jenkins.plugins.hotfix.record.Records;
import io.jenkins.plugins.hotfix.record.Relation;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;

/**
 * An incident that is gone on with: from the archive, from its record in the repository, or from the longer of both, where
 * one goes on where the other one ends.
 *
 * @param archive where it is or will be
 * @param option which repository has its record
 */
record RecordedIncident(String id, Archive archive, RecordOption option, PrintWriter out) {

    /**
     * Opens it, and locks it.
     *
     * @param given the steps' parameters that were typed
     * @throws ArchiveException if it is nowhere, or two logs of it tell different things
     */
    IncidentDirectory open(Map<String, Map<String, Object>> given) throws IOException {
        if (!archive.has(id) && option.typed() != null) {
            try (RepositoryRecords records = option.open(null)) {
                bring(records, records.place(id), option.typed());
            }
            return archive.resume(id);
        }
        IncidentDirectory directory = archive.resume(id);
        boolean local = "local"
                .equals(given.getOrDefault("writeIncidentReport", Map.of()).get("record"));
        if (local || !isBehind(directory)) {
            return directory;
        }
        RunRequest request = directory.request();
        directory.close();
        try (RepositoryRecords records = option.open(request.repository())) {
            bring(records, records.place(id), request.repository());
        }
        return archive.resume(id);
    }

    /** Whether the record goes on where the log ends. A repository that does not answer holds nobody up. */
    private boolean isBehind(IncidentDirectory directory) throws IOException {
        byte[] own = directory.contents().getOrDefault(Records.LOG, new byte[0]);
        Optional<byte[]> recorded = Optional.empty();
        try (RepositoryRecords records = option.open(directory.request().repository())) {
            Optional<Records.Place> place = records.records().of(id);
            if (place.isPresent()) {
                recorded = records.records().log(place.get().commit());
            }
        } catch (GitException unreachable) {
            out.println("Whether another machine went on with " + id + " is not known: " + unreachable.getMessage());
        }
        Relation relation = recorded.map(log -> Relation.of(log, own)).orElse(Relation.SAME);
        if (relation == Relation.APART) {
            directory.close();
            throw new ArchiveException(Elsewhere.sentence(recorded.orElseThrow(), own)
                    + " Nothing was done; to go on with the log of this archive all the same, add --set"
                    + " writeIncidentReport.record=local.");
        }
        return relation == Relation.AFTER;
    }

    private void bring(RepositoryRecords records, Records.Place place, String repository) throws IOException {
        archive.bring(
                id,
                records.records().contents(place.commit()),
                records.git().commit(place.commit()).orElseThrow().committedAt());
        Incident incident = archive.read(id);
        try (IncidentDirectory directory = archive.resume(id)) {
            directory.request(new RunRequest(repository, incident.given()));
        }
        out.println("Goes on from the record in the repository, which has "
                + incident.log().entries() + " entries.");
        out.flush();
    }
}
