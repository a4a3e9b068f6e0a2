package io.jenkins.plugins.hotfix.audit;

import io.jenkins.plugins.hotfix.git.object.Commit;
import io.jenkins.plugins.hotfix.git.object.ObjectId;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.incident.Fact.RecordNotPushed;
import io.jenkins.plugins.hotfix.incident.Fact.RunStarted;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.record.RecordRefs;
import io.jenkins.plugins.hotfix.record.Records;
import io.jenkins.plugins.hotfix.record.Relation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compares a log with the record of its incident in the repository, and that record with what it was before. */
final class RecordCheck {
    private static final String SECTION = "writeIncidentReport";

    private final Records records;
    private final List<Finding> findings = new ArrayList<>();

    private RecordCheck(Records records) {
        this.records = records;
    }

    /**
     * What there is to say of it.
     *
     * @param incident what the log adds up to; null: it cannot be trusted by itself
     * @param newest filled in with the newest commit of the record, if it has one
     */
    static List<Finding> of(
            String id, byte[] log, @Nullable Incident incident, GitRepository git, RecordRefs refs, List<String> newest)
            throws IOException {
        RecordCheck check = new RecordCheck(new Records(git, refs));
        Optional<Records.Place> place = check.records.of(id);
        if (place.isEmpty()) {
            return List.of(absent(incident));
        }
        newest.add(place.get().commit());
        check.chain(place.get());
        check.compare(place.get(), log);
        return List.copyOf(check.findings);
    }

    private static Finding absent(@Nullable Incident incident) {
        if (incident == null) {
            return Finding.unknown("record", "the repository has none");
        }
        String kept = incident.configuration()
                .layer(SECTION)
                .values()
                .getOrDefault("record", "ref")
                .toString();
        if (kept.equals("local")) {
            return Finding.unknown("record", "is kept with the log alone (writeIncidentReport.record=local)");
        }
        Optional<RecordNotPushed> failed =
                incident.since(List.of(RunStarted.class)).latest(RecordNotPushed.class);
        if (failed.isPresent()) {
            return Finding.unknown(
                    "record", "the repository has none: " + failed.get().reason());
        }
        boolean expected = incident.ended().isPresent()
                && incident.configuration().sections().containsKey(SECTION);
        return expected
                ? Finding.wrong("record", "the repository has none, and the log tells of no reason: it was deleted")
                : Finding.unknown("record", "the repository has none");
    }

    private void chain(Records.Place place) throws IOException {
        byte[] before = new byte[0];
        List<Commit> chain = records.chain(place.commit());
        for (Commit commit : chain) {
            String name = ObjectId.abbreviated(commit.id());
            Optional<byte[]> log = records.log(commit.id());
            if (log.isEmpty() || commit.isMerge()) {
                findings.add(
                        Finding.wrong("record", place.ref() + " has the commit " + name + ", which no hotfix made"));
                return;
            }
            Relation relation = Relation.of(before, log.get());
            if (relation == Relation.AFTER || relation == Relation.APART) {
                findings.add(Finding.wrong(
                        "record",
                        "was rewritten in its commit " + name + ": "
                                + LogLines.of(log.get())
                                        .firstDifference(LogLines.of(before))
                                        .orElse("its lines have another form")));
                return;
            }
            before = log.get();
        }
        findings.add(Finding.fits(
                "record", "of " + chain.size() + " commits, each of which goes on where the one before ends"));
    }

    private void compare(Records.Place place, byte[] log) throws IOException {
        byte[] recorded = records.log(place.commit()).orElse(new byte[0]);
        LogLines theirs = LogLines.of(recorded);
        LogLines ours = LogLines.of(log);
        switch (Relation.of(recorded, log)) {
            case SAME -> findings.add(Finding.fits("log and record", "are the same"));
            case BEFORE ->
                findings.add(Finding.fits(
                        "log and record",
                        "are the same up to entry " + theirs.count() + " of " + ours.count()
                                + "; what came later is not in the record yet"));
            default ->
                findings.add(Finding.wrong(
                        "log and record",
                        "differ. Compared with the record, of the log "
                                + ours.firstDifference(theirs).orElse("the form of its lines was changed")));
        }
    }
}
