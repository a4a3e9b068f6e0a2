package io.jenkins.plugins.hotfix.step.report;

import io.jenkins.plugins.hotfix.git.command.GitException;
import io.jenkins.plugins.hotfix.git.object.ObjectId;
import io.jenkins.plugins.hotfix.git.remote.Companion;
import io.jenkins.plugins.hotfix.git.remote.PushResult;
import io.jenkins.plugins.hotfix.git.remote.RefUpdate;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.incident.Fact.Branched;
import io.jenkins.plugins.hotfix.incident.Fact.RecordNotPushed;
import io.jenkins.plugins.hotfix.incident.Fact.RunStarted;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.record.Elsewhere;
import io.jenkins.plugins.hotfix.record.RecordRefs;
import io.jenkins.plugins.hotfix.record.Records;
import io.jenkins.plugins.hotfix.record.Relation;
import io.jenkins.plugins.hotfix.report.Narration;
import io.jenkins.plugins.hotfix.step.Site;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the incident's record in its repository: what is on record goes along with each push, and at a run's end by itself
 * if there is more. It only goes forward, and only from where this incident left it; the fix never waits for it.
 */
public final class RecordKeeper implements Companion {
    /** A document that is larger stays where the log is. */
    private static final int LARGEST = 20 << 20;

    private final Site site;
    private final GitRepository git;

    /** Where the remote takes no record. */
    private final Set<String> refused = new HashSet<>();

    private final Set<String> leftOut = new HashSet<>();
    private @Nullable Seen seen;
    private PushResult.@Nullable Ref missing;
    private boolean moved;
    private boolean stopped;

    /**
     * @param site whose journal is on record
     * @param git its repository
     */
    public RecordKeeper(Site site, GitRepository git) {
        this.site = site;
        this.git = git;
    }

    /** Where the record is, and on which commit; null: on none yet. */
    private record Seen(String ref, @Nullable String tip) {}

    @Override
    public Optional<RefUpdate> next() {
        Incident incident = site.journal().incident();
        if (stopped || incident.declared().isEmpty() || incident.production().isEmpty()) {
            return Optional.empty();
        }
        Report.Request settings = settings(incident);
        if (settings.record() == Report.Keeping.LOCAL) {
            return Optional.empty();
        }
        String id = String.valueOf(incident.id());
        RecordRefs refs = new RecordRefs(settings.recordBranch());
        List<String> places =
                new ArrayList<>(settings.record() == Report.Keeping.BRANCH ? List.of(refs.branch(id)) : refs.of(id));
        places.removeAll(refused);
        if (places.isEmpty()) {
            return Optional.empty();
        }
        try {
            return update(incident, new Records(git, refs), places);
        } catch (GitException failed) {
            failed(places.get(0), String.valueOf(failed.getMessage()));
        } catch (IOException failed) {
            failed(places.get(0), "It cannot be read: " + failed.getMessage());
        }
        return Optional.empty();
    }

    /** How long after a deployment it may be reviewed. */
    public static Duration reviewTime(Incident incident) {
        return Duration.ofHours(settings(incident).reviewHours());
    }

    static Report.Request settings(Incident incident) {
        return incident.configuration().bind(Report.Request.class, Report.STEP);
    }

    private Optional<RefUpdate> update(Incident incident, Records records, List<String> places) throws IOException {
        Map<String, byte[]> contents = site.journal().contents();
        Seen before = seen;
        if (before == null || refused.contains(before.ref())) {
            before = look(incident, places);
            if (!goesOn(before, records, contents.getOrDefault(Records.LOG, new byte[0]))) {
                return Optional.empty();
            }
            seen = before;
        }
        contents.entrySet().removeIf(this::isTooLarge);
        String ref = before.ref();
        String tip = before.tip();
        Optional<String> commit = records.draft(incident, tip, contents);
        missing = null;
        return commit.map(news -> new RefUpdate(ref, tip, news));
    }

    private boolean isTooLarge(Map.Entry<String, byte[]> document) {
        boolean large = !document.getKey().equals(Records.LOG) && document.getValue().length > LARGEST;
        if (large && leftOut.add(document.getKey())) {
            site.console()
                    .say(document.getKey()
                            + " is too large for the record in the repository; it is kept with the log.");
        }
        return large;
    }

    /** Where the remote has it. What this repository saw last is as good, unless a push has found otherwise. */
    private Seen look(Incident incident, List<String> places) throws IOException {
        if (!moved) {
            for (String place : places) {
                Optional<String> known = git.fetched(place);
                if (known.isPresent()) {
                    return new Seen(place, known.get());
                }
            }
            if (incident.runs().size() == 1 && incident.latest(Branched.class).isEmpty()) {
                return new Seen(places.get(0), null);
            }
        }
        Map<String, String> there = git.remoteRefs(places.toArray(String[]::new));
        for (String place : places) {
            String tip = there.get(place);
            if (tip != null) {
                if (git.commit(tip).isEmpty()) {
                    git.fetchWhole(List.of(place));
                }
                return new Seen(place, tip);
            }
        }
        return new Seen(places.get(0), null);
    }

    /** Whether what the remote has is an earlier state of this very log; if not, it is left as it is. */
    private boolean goesOn(Seen remote, Records records, byte[] log) throws IOException {
        if (remote.tip() == null) {
            return true;
        }
        Optional<byte[]> there = records.log(remote.tip());
        if (there.isEmpty()) {
            stop(
                    remote.ref(),
                    "It points to " + ObjectId.abbreviated(remote.tip())
                            + ", which no hotfix made. It was left as it is; find"
                            + " out who did that, delete it (git push origin --delete " + remote.ref()
                            + "), and resume.");
            return false;
        }
        switch (Relation.of(there.get(), log)) {
            case SAME, BEFORE -> {
                return true;
            }
            default -> {
                stop(remote.ref(), Elsewhere.sentence(there.get(), log));
                return false;
            }
        }
    }

    @Override
    public void settled(RefUpdate update, PushResult.Ref outcome) {
        if (outcome.status().ok()) {
            seen = new Seen(update.ref(), update.target());
            missing = null;
            return;
        }
        seen = null;
        moved = true;
        failed(update.ref(), outcome.message());
        boolean refusal =
                outcome.status() == PushResult.Status.REJECTED || outcome.status() == PushResult.Status.NO_PERMISSION;
        if (refusal) {
            refused.add(update.ref());
            boolean everywhere =
                    settings(site.journal().incident()).record() == Report.Keeping.BRANCH || refused.size() > 1;
            if (everywhere) {
                stop(update.ref(), outcome.message());
            }
        }
    }

    @Override
    public Optional<PushResult.Ref> missing() {
        return Optional.ofNullable(missing);
    }

    /** It is tried again with the next push. */
    private void failed(String ref, String reason) {
        missing = new PushResult.Ref(ref, PushResult.Status.REJECTED, reason);
    }

    /** Nothing more is pushed of it in this run; why is said, and on record. */
    private void stop(String ref, String reason) {
        failed(ref, reason);
        stopped = true;
        try {
            put(site, ref, reason);
        } catch (IOException unwritten) {
            site.console().say(String.valueOf(unwritten.getMessage()));
        }
    }

    /** Says that the record is not up to date, and puts that on record, once in a run. */
    static void put(Site site, String ref, String reason) throws IOException {
        RecordNotPushed fact = new RecordNotPushed(ref, reason);
        Incident run = site.journal().incident().since(List.of(RunStarted.class));
        if (!run.all(RecordNotPushed.class).contains(fact)) {
            site.console().say(Narration.of(fact));
            site.journal().record(fact);
        }
    }
}
