package io.jenkins.plugins.hotfix.step.report;

import io.jenkins.plugins.hotfix.config.OfCall;
import io.jenkins.plugins.hotfix.git.command.GitException;
import io.jenkins.plugins.hotfix.git.command.GitTime;
import io.jenkins.plugins.hotfix.git.remote.PushResult;
import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.Fact.Approved;
import io.jenkins.plugins.hotfix.incident.Fact.DocumentLeftAlone;
import io.jenkins.plugins.hotfix.incident.Fact.DocumentsPlanned;
import io.jenkins.plugins.hotfix.incident.Fact.DocumentsUpdated;
import io.jenkins.plugins.hotfix.incident.Fact.Halted;
import io.jenkins.plugins.hotfix.incident.Fact.PostmortemKept;
import io.jenkins.plugins.hotfix.incident.Fact.RecordNotPushed;
import io.jenkins.plugins.hotfix.incident.Fact.Refused;
import io.jenkins.plugins.hotfix.incident.Fact.ReportWritten;
import io.jenkins.plugins.hotfix.incident.Fact.RunEnded;
import io.jenkins.plugins.hotfix.incident.Fact.RunStarted;
import io.jenkins.plugins.hotfix.incident.Fact.TemplateRead;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.json.Sha256;
import io.jenkins.plugins.hotfix.record.RecordRefs;
import io.jenkins.plugins.hotfix.report.IncidentReport;
import io.jenkins.plugins.hotfix.report.PostMortem;
import io.jenkins.plugins.hotfix.report.ReleaseNotes;
import io.jenkins.plugins.hotfix.step.Checked;
import io.jenkins.plugins.hotfix.step.Concluding;
import io.jenkins.plugins.hotfix.step.Outcome;
import io.jenkins.plugins.hotfix.step.Problem;
import io.jenkins.plugins.hotfix.step.Site;
import io.jenkins.plugins.hotfix.step.documents.DocumentSettings;
import io.jenkins.plugins.hotfix.step.documents.Documents;
import io.jenkins.plugins.hotfix.step.documents.Kind;
import io.jenkins.plugins.hotfix.step.documents.OwnDocument;
import io.jenkins.plugins.hotfix.step.outside.Outside;
import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the incident report: what is known now, for the engineer, the approver and the auditor. Once the fix was
 * released, a draft of the postmortem, too. At the end of a run it first gives back the lock and deletes what is done with, and at last brings the
 * record in the repository up to date.
 */
public final class Report implements Concluding<Report.Request> {
    /** The step, and its section of the settings. */
    public static final String STEP = "writeIncidentReport";

    /** Where the incident's record is kept beside the log. */
    public enum Keeping {
        /** In a ref of the repository; in a branch where the server takes no such ref. */
        REF,
        /** In a branch of the repository. */
        BRANCH,
        /** Nowhere else. */
        LOCAL
    }

    private final Outside outside;

    /**
     * @param outside is brought up to date once it is on record how the run ended, so that the report tells of it
     */
    public Report(Outside outside) {
        this.outside = outside;
    }

    /**
     * @param last whether the run ends with this report; default false
     * @param message why it ended before its time, as a sentence; default: it did not
     * @param record where the record is kept in the repository; default {@code ref}
     * @param recordBranch what the names of branches that are records begin with; default {@code hotfix-record/}
     * @param evidenceKey the file of a private ssh key that evidence of the approval is signed with; default: the key that git signs with
     * @param reviewHours how many hours after its first deployment a hotfix has to be reviewed in; default 24
     * @param documents the documents of the repository that are named nowhere: those that are there ({@code existing}, the default), {@code
     *     all}, or {@code none}
     * @param documentsBranch the branch on which documents tell of the hotfix; default: {@code develop}, or else the first target of the
     *     backport
     * @param changelog the path of the changelog, or {@code none}
     * @param backlog the path of the backlog, whose section for what is done gets the hotfix, or {@code none}
     * @param status the path of the file with the history of commands, or {@code none}
     * @param techDebt the path of the list of technical debt, which gets a fix that is a band-aid, or {@code none}
     * @param runbook the path of the runbook, or {@code none}
     * @param incidents the directory of incident reports, or {@code none}
     * @param postmortems the directory of postmortems, or {@code none}
     * @param postmortemDays in so many working days after the deployment the postmortem is due; 0: there is none; default 5
     * @param postmortemOwner who has to finish it; default: who started the first run
     */
    public record Request(
            @OfCall Boolean last,
            @OfCall String message,
            Keeping record,
            String recordBranch,
            @Nullable String evidenceKey,
            Integer reviewHours,
            DocumentSettings.Mode documents,
            @Nullable String documentsBranch,
            @Nullable String changelog,
            @Nullable String backlog,
            @Nullable String status,
            @Nullable String techDebt,
            @Nullable String runbook,
            @Nullable String incidents,
            @Nullable String postmortems,
            Integer postmortemDays,
            @Nullable String postmortemOwner) {
        public Request {
            last = Objects.requireNonNullElse(last, false);
            message = Objects.requireNonNullElse(message, "");
            record = Objects.requireNonNullElse(record, Keeping.REF);
            recordBranch = new RecordRefs(Objects.requireNonNullElse(recordBranch, RecordRefs.BRANCHES)).branches();
            reviewHours = Checked.positive("reviewHours", Objects.requireNonNullElse(reviewHours, 24));
            documents = Objects.requireNonNullElse(documents, DocumentSettings.Mode.EXISTING);
            postmortemDays = Objects.requireNonNullElse(postmortemDays, 5);
            if (postmortemDays < 0) {
                throw new IllegalArgumentException("postmortemDays cannot be negative");
            }
            Stream.of(changelog, backlog, status, techDebt, runbook, incidents, postmortems)
                    .filter(Objects::nonNull)
                    .forEach(DocumentSettings::check);
        }

        private DocumentSettings settings() {
            Map<Kind, String> paths = new EnumMap<>(Kind.class);
            put(paths, Kind.CHANGELOG, changelog);
            put(paths, Kind.BACKLOG, backlog);
            put(paths, Kind.STATUS, status);
            put(paths, Kind.TECH_DEBT, techDebt);
            put(paths, Kind.RUNBOOK, runbook);
            Map<OwnDocument, String> directories = new EnumMap<>(OwnDocument.class);
            put(directories, OwnDocument.INCIDENT, incidents);
            put(directories, OwnDocument.POSTMORTEM, postmortems);
            return new DocumentSettings(documents, documentsBranch, paths, directories);
        }

        private static <K> void put(Map<K, String> paths, K kind, @Nullable String path) {
            if (path != null) {
                paths.put(kind, path);
            }
        }
    }

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    /** Gives the lock back and cleans up; what could not be done is in the report, too. */
    @Override
    public Outcome atRepository(Incident incident, Request request, Site site) throws IOException {
        if (incident.declared().isEmpty()) {
            return Outcome.done();
        }
        if (request.last()) {
            OwnTemplates.read(site);
        }
        if (request.last() || incident.latest(PostmortemKept.class).isPresent()) {
            new Documents(site, request.settings()).bring();
        }
        if (!request.last()) {
            return Outcome.done();
        }
        Outcome tidied;
        try {
            tidied = Cleanup.now(site);
        } catch (GitException e) {
            tidied = Outcome.stuck(Problem.Kind.FAILED, String.valueOf(e.getMessage()));
        }
        ApprovalEvidence.keep(site, request.evidenceKey());
        if (tidied.problem().isPresent()) {
            site.journal().record(tidied.problem().get().halted(STEP));
        }
        return tidied;
    }

    @Override
    public Outcome atLog(Incident incident, Request request, Site site, Outcome before)
            throws IOException, InterruptedException {
        if (incident.declared().isEmpty()) {
            return Outcome.done();
        }
        if (request.last()) {
            Optional<Fact> due = Postmortem.due(incident, request, site);
            if (due.isPresent()) {
                site.journal().record(due.get());
            }
            GitTime spent = site.spent();
            site.journal()
                    .record(new RunEnded(
                            status(incident, request),
                            request.message().isEmpty()
                                    ? before.problem().map(Problem::sentence).orElse("")
                                    : request.message(),
                            TimeUnit.NANOSECONDS.toMillis(spent.nanos()),
                            Math.toIntExact(spent.processes())));
            outside.afterRun(site);
        } else {
            outside.afterStep(site, null);
        }
        write(site);
        return before;
    }

    /** Brings the record in the repository up to date; that this failed is in the report, too. */
    @Override
    public void afterwards(Incident incident, Request request, Site site) throws IOException {
        if (incident.declared().isPresent() && request.last()) {
            publish(incident, site);
        }
    }

    public static void publish(Incident incident, Site site) throws IOException {
        Optional<PushResult.Ref> missing;
        try {
            missing = site.git().pushCompanion();
        } catch (GitException failed) {
            missing = Optional.of(new PushResult.Ref(
                    RecordRefs.PLACE + incident.id(),
                    PushResult.Status.UNREACHABLE,
                    String.valueOf(failed.getMessage())));
        }
        if (missing.isPresent()) {
            RecordKeeper.put(site, missing.get().ref(), missing.get().message());
        }
        Incident now = site.journal().incident();
        if (!now.all(RecordNotPushed.class).equals(incident.all(RecordNotPushed.class))) {
            write(site);
        }
    }

    public static void write(Site site) throws IOException {
        Incident told = site.journal().incident();
        ZoneId zone = site.clock().getZone();
        IncidentReport report = new IncidentReport(told, zone);
        Map<String, String> files = new TreeMap<>(Map.of(
                "incident.json", report.json(), "incident.md", report.markdown(), "incident.html", report.html()));
        if (told.release().isPresent()) {
            files.put(Postmortem.FILE, new PostMortem(told, zone).text());
        }
        if (told.release().isPresent()) {
            files.put(ReleaseNotes.FILE, new ReleaseNotes(told, zone).markdown());
        }
        site.journal().keep(IncidentReport.STYLE_FILE, report.style());
        List<Fact> written = new ArrayList<>();
        for (Map.Entry<String, String> file : files.entrySet()) {
            String kept = site.journal().keep(file.getKey(), file.getValue());
            written.add(new ReportWritten(file.getKey(), Sha256.hex(kept)));
        }
        site.journal().record(written);
    }

    /** What a run does at its end, whatever came of it. */
    private static boolean isAside(Fact fact) {
        return fact instanceof ReportWritten
                || fact instanceof DocumentsPlanned
                || fact instanceof DocumentsUpdated
                || fact instanceof DocumentLeftAlone
                || fact instanceof TemplateRead;
    }

    /** How the run ended, as its newest decisive event tells it. An interruption decides only if nothing was done after it. */
    private static String status(Incident incident, Request request) {
        String status = "done";
        boolean cutOff = false;
        for (Event event : incident.events()) {
            Fact fact = event.fact();
            if (fact instanceof Halted halted && halted.kind().equals("interrupted")) {
                cutOff = true;
                continue;
            }
            cutOff &= isAside(fact);
            if (fact instanceof RunStarted || (fact instanceof Approved && status.equals("stopped"))) {
                status = "done";
            } else if (fact instanceof Halted halted) {
                status = halted.kind().equals("usage") ? "failed" : halted.kind();
            } else if (fact instanceof Refused) {
                status = "stopped";
            }
        }
        boolean early = cutOff || !request.message().isEmpty();
        return status.equals("done") && early ? "failed" : status;
    }
}
