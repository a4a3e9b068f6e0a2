package io.jenkins.plugins.hotfix.jenkins.incident;

import hudson.AbortException;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Run;
import hudson.model.StreamBuildListener;
import hudson.model.TaskListener;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.hotfix.git.command.GitTime;
import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.Fact.DeploymentStarted;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.IncidentLog;
import io.jenkins.plugins.hotfix.incident.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenkins.model.RunAction2;
import org.jenkinsci.plugins.workflow.support.steps.input.InputStepExecution;
import org.jspecify.annotations.Nullable;

/**
 * The incident of a build. Its log and its documents lie in the build's directory; this controller alone writes there.
 */
public final class IncidentAction implements RunAction2 {
    private static final Logger LOGGER = Logger.getLogger(IncidentAction.class.getName());

    /** The log's name, in the build's directory and among its artifacts. */
    static final String LOG = "timeline.jsonl";

    private transient Run<?, ?> run;
    private transient volatile @Nullable Incident known;
    private transient ReentrantLock turn = new ReentrantLock(true);
    private @Nullable String incidentId;
    private @Nullable String repository;
    private @Nullable String credentialsId;
    private @Nullable String gitTool;
    private boolean unarchived;
    private long gitProcesses;
    private long gitNanos;

    private IncidentAction(Run<?, ?> run) {
        this.run = run;
    }

    /** The build's incident; a new one, of which nothing is known, where it has none. */
    public static IncidentAction of(Run<?, ?> run) {
        synchronized (run) {
            IncidentAction action = run.getAction(IncidentAction.class);
            if (action == null) {
                action = new IncidentAction(run);
                run.addAction(action);
            }
            return action;
        }
    }

    @Override
    public void onAttached(Run<?, ?> attached) {
        run = attached;
    }

    @Override
    public void onLoad(Run<?, ?> loaded) {
        run = loaded;
        turn = new ReentrantLock(true);
    }

    /** Steps take turns, so that each sees in the log what the one before did. */
    public ReentrantLock turn() {
        return turn;
    }

    /**
     * What is known of the incident.
     *
     * @throws IOException if the log cannot be read or was changed; the message says how
     */
    public synchronized Incident incident() throws IOException {
        Incident incident = log().incident();
        known = incident;
        return incident;
    }

    /** What was on record when the log was read or written last. */
    public Incident known() {
        return Objects.requireNonNullElseGet(known, () -> Incident.of(List.of()));
    }

    /** Puts events on record, durably, and says what is known then. */
    public synchronized Incident append(List<Event> events) throws IOException {
        IncidentLog log = log();
        log.append(events);
        Incident incident = log.incident();
        known = incident;
        if (incident.latest(DeploymentStarted.class).isPresent() && !run.isKeepLog()) {
            keep();
        }
        if (!Objects.equals(incidentId, incident.id())) {
            incidentId = incident.id();
            run.save();
        }
        return incident;
    }

    /** Whoever the build runs as need not be one who may keep builds. */
    private void keep() throws IOException {
        ACLContext asJenkins = ACL.as2(ACL.SYSTEM2);
        try {
            run.keepLog(true);
        } finally {
            asJenkins.close();
        }
    }

    /**
     * Goes on with the incident that another build of the job had, if there is one of that identity: where several had
     * it, with what the newest left. That may have begun after this one, which waited for an agent.
     */
    public boolean continueOther(String id) throws IOException {
        for (Run<?, ?> other = run.getParent().getLastBuild(); other != null; other = other.getPreviousBuild()) {
            IncidentAction action = other.getAction(IncidentAction.class);
            if (action != null && action != this && id.equals(action.incidentId)) {
                if (other.isBuilding()) {
                    throw new IOException(other.getFullDisplayName() + " works on " + id
                            + " right now. Nothing was done; wait until it has ended, or abort it, and start again.");
                }
                for (String document : action.documents()) {
                    if (!document.equals(LOG)) {
                        copy(action, document);
                    }
                }
                // Last: a build that has the log has all that the log tells of.
                copy(action, LOG);
                incident();
                return true;
            }
        }
        return false;
    }

    private void copy(IncidentAction other, String document) throws IOException {
        Path copy = directory().resolve(document);
        Files.createDirectories(Objects.requireNonNull(copy.getParent()));
        WholeFile.write(copy, Files.readAllBytes(other.directory().resolve(document)), "start again");
    }

    /** Keeps a document beside the log. It is there whole or not at all. */
    public synchronized void keep(String document, String content) throws IOException {
        Path directory = Files.createDirectories(directory());
        Path file = directory.resolve(document).normalize();
        if (!file.startsWith(directory) || file.equals(directory) || file.equals(directory.resolve(LOG))) {
            throw new IOException(document + " is no name for a document of an incident.");
        }
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        WholeFile.write(file, content.getBytes(StandardCharsets.UTF_8), "resume");
        unarchived = true;
    }

    /** The log and what lies beside it, by name. */
    public synchronized Map<String, byte[]> contents() throws IOException {
        Map<String, byte[]> contents = new HashMap<>();
        for (String document : documents()) {
            contents.put(document, Files.readAllBytes(directory().resolve(document)));
        }
        return contents;
    }

    /** Archives what lies beside the log, and the log, wherever this controller archives artifacts, if there is news. */
    public void archive(TaskListener listener) throws IOException, InterruptedException {
        if (!unarchived) {
            return;
        }
        Path directory = directory();
        Map<String, String> artifacts =
                documents().stream().collect(Collectors.toMap(Function.identity(), Function.identity()));
        try {
            run.pickArtifactManager()
                    .archive(
                            new FilePath(directory.toFile()),
                            new Launcher.LocalLauncher(listener),
                            new StreamBuildListener(listener.getLogger(), StandardCharsets.UTF_8),
                            artifacts);
            unarchived = false;
        } catch (IOException e) {
            // As a cause, an exception that a build cannot keep would have Jenkins print the trace and not the
            // sentence.
            LOGGER.log(Level.WARNING, e, () -> "Cannot archive the documents of " + run);
            throw new AbortException("The incident's documents cannot be archived: " + e.getMessage()
                    + ". They and all that happened are kept in " + directory + ". See that there is room where Jenkins"
                    + " keeps artifacts, and that it may write there; then resume.");
        }
    }

    /** The log and what lies beside it, that of earlier builds of the incident, too. */
    private List<String> documents() throws IOException {
        Path directory = directory();
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(
                            file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && !WholeFile.unfinished(file))
                    .map(file -> directory.relativize(file).toString().replace('\\', '/'))
                    .toList();
        }
    }

    private IncidentLog log() throws IOException {
        return IncidentLog.open(directory().resolve(LOG));
    }

    private Path directory() {
        return run.getRootDir().toPath().resolve("hotfix");
    }

    /** Where the repository is, as the pipeline said it; null: where the job's own is. */
    public @Nullable String repository() {
        return repository;
    }

    /** The credentials for the repository, as the pipeline named them. */
    public @Nullable String credentialsId() {
        return credentialsId;
    }

    /** The git installation that the pipeline asked for. */
    public @Nullable String gitTool() {
        return gitTool;
    }

    /** Remembers for the steps to come what the pipeline said of the repository; what is null stays as it was. */
    public void remember(@Nullable String repository, @Nullable String credentialsId, @Nullable String gitTool) {
        this.repository = repository == null ? this.repository : repository;
        this.credentialsId = credentialsId == null ? this.credentialsId : credentialsId;
        this.gitTool = gitTool == null ? this.gitTool : gitTool;
    }

    /** What the build's steps spent in git so far. */
    public GitTime spent() {
        return new GitTime(gitProcesses, gitNanos);
    }

    /** Adds what a step spent in git. */
    public void spend(GitTime time) {
        gitProcesses += time.processes();
        gitNanos += time.nanos();
    }

    /** A document beside the log; empty if there is none, or it cannot be read. */
    String document(String name) {
        try {
            Path file = directory().resolve(name);
            return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? Files.readString(file) : "";
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot read " + name + " of " + run);
            return "";
        }
    }

    /** The page of a gate that waits, by its name; null if none of that name does. */
    public @Nullable GatePage getGate(String name) throws IOException {
        for (InputStepExecution asked : Gates.asked(run)) {
            if (asked.getId().equalsIgnoreCase(name)) {
                return new GatePage(run, this, asked);
            }
        }
        return null;
    }

    /** The page's content. */
    public IncidentPage getPage() {
        return new IncidentPage(run, this);
    }

    @Override
    public String getIconFileName() {
        return "symbol-shield-warning";
    }

    @Override
    public String getDisplayName() {
        return "Hotfix";
    }

    @Override
    public String getUrlName() {
        return "hotfix";
    }
}
