package io.jenkins.plugins.hotfix.local.host;

import io.jenkins.plugins.hotfix.command.Masking;
import io.jenkins.plugins.hotfix.config.Settings;
import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.Masked;
import io.jenkins.plugins.hotfix.local.archive.Archive;
import io.jenkins.plugins.hotfix.local.archive.IncidentDirectory;
import io.jenkins.plugins.hotfix.local.archive.RunRequest;
import io.jenkins.plugins.hotfix.local.cps.Step;
import io.jenkins.plugins.hotfix.local.gate.Gatekeeper;
import io.jenkins.plugins.hotfix.local.process.CommandFiles;
import io.jenkins.plugins.hotfix.step.Journal;
import io.jenkins.plugins.hotfix.step.Outcome;
import io.jenkins.plugins.hotfix.step.Problem;
import io.jenkins.plugins.hotfix.step.SecretVariables;
import io.jenkins.plugins.hotfix.step.Site;
import io.jenkins.plugins.hotfix.step.registry.Invocation;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Runs hotfix steps, and alone writes the incident's log. The log begins when the incident has its id; a run that never
 * came so far gets a log of its own.
 */
public final class HotfixHost implements Journal, Closeable {

    private final Archive archive;
    private final LocalSite site;
    private final RunRequest request;
    private final Instant began;
    private @Nullable IncidentDirectory incident;
    private @Nullable String stopped;
    private Set<String> secrets = Set.of();
    private Masking masking = Masking.of(secrets);
    private final Set<String> leftOut = ConcurrentHashMap.newKeySet();

    private HotfixHost(Archive archive, LocalSite site, RunRequest request) {
        this.archive = archive;
        this.site = site;
        this.request = request;
        this.began = site.clock().instant();
        site.hostedBy(this);
    }

    /** For an incident that is to be declared. */
    public static HotfixHost forNew(Archive archive, LocalSite site, RunRequest request) {
        return new HotfixHost(archive, site, request);
    }

    /** For an incident that was begun before. */
    public static HotfixHost forResumed(Archive archive, LocalSite site, RunRequest request, IncidentDirectory incident)
            throws IOException {
        HotfixHost host = new HotfixHost(archive, site, request);
        host.take(incident, true);
        return host;
    }

    /** For what is put on record of an incident outside of its runs. */
    public static HotfixHost besideRuns(
            Archive archive, LocalSite site, RunRequest request, IncidentDirectory incident) {
        HotfixHost host = new HotfixHost(archive, site, request);
        host.incident = incident;
        return host;
    }

    /** What is known of the incident. */
    @Override
    public synchronized Incident incident() {
        return incident == null ? Incident.of(List.of()) : incident.log().incident();
    }

    /**
     * The other incidents of a repository in the archive. One whose log cannot be read is left out, and said once.
     *
     * @param repository its address, without credentials
     */
    List<Incident> others(String repository) throws IOException {
        String mine = id().orElse("");
        return archive.of(repository, id -> !id.equals(mine), (id, why) -> {
            if (leftOut.add(id)) {
                site.console().say("The incident " + id + " is left out: " + why);
            }
        });
    }

    /** The incident's id; empty until it is declared. */
    public synchronized Optional<String> id() {
        return Optional.ofNullable(incident).map(IncidentDirectory::id);
    }

    /** Where the run's artifacts are kept. */
    public synchronized Path artifacts() {
        return incident == null ? site.scratch().resolve("artifacts") : incident.artifacts();
    }

    /** The run is being stopped, and why. The log tells it before the next step, which is one that clears up. */
    public synchronized void stopped(String cause) {
        stopped = cause;
    }

    /** Puts on record that the run is being stopped, if it is and that is not on record yet. */
    synchronized void tellStop() throws IOException {
        if (stopped != null && incident != null) {
            Fact halted = new Fact.Halted("hotfixPipeline", "stopped", stopped);
            append(List.of(new Event(site.clock().instant(), site.actor(), halted)));
            stopped = null;
        }
    }

    /**
     * The hotfix steps as scripts call them.
     *
     * @param gatekeeper who is asked at gates
     */
    public List<Step> steps(Gatekeeper gatekeeper) {
        return LocalHotfixStep.all(this, gatekeeper);
    }

    /** A call of a step as the engine takes it. */
    Invocation invocation(String step, Map<String, Object> arguments) {
        return new Invocation(step, arguments, Settings.none());
    }

    /** Where the engine works. */
    Site site() {
        return site;
    }

    @Override
    public synchronized Incident record(List<? extends Fact> facts) throws IOException {
        Masked masked = new Masked(masking()::mask);
        append(facts.stream()
                .map(fact -> masked.event(new Event(site.clock().instant(), site.actor(), fact)))
                .toList());
        for (Fact fact : facts) {
            if (fact instanceof Fact.CommandRun run && run.id() != null) {
                files(run.id()).delete();
            }
        }
        return incident();
    }

    @Override
    public synchronized String keep(String name, String content) throws IOException {
        String masked = masking().mask(content);
        if (incident != null) {
            incident.keep(name, masked);
        }
        return masked;
    }

    @Override
    public synchronized Map<String, byte[]> contents() throws IOException {
        return incident == null ? Map.of() : incident.contents();
    }

    /** Takes all secrets of the run out of what is written, where nothing can take them out any more. */
    private Masking masking() {
        Set<String> now = SecretVariables.values(site, incident());
        if (!now.equals(secrets)) {
            secrets = now;
            masking = Masking.of(now);
        }
        return masking;
    }

    /** Where a command leaves how it ended. */
    synchronized CommandFiles files(String command) {
        Path directory = incident == null ? site.scratch() : incident.commands();
        return new CommandFiles(directory.resolve(command.replace('/', '_')));
    }

    /**
     * How a step ends.
     *
     * @return the incident as it now is, as scripts see it
     * @throws HotfixProblemException if something stood in the way of the step
     */
    Map<String, Object> end(Outcome outcome) throws IOException {
        Optional<Problem> problem = outcome.problem();
        if (problem.isPresent()) {
            throw new HotfixProblemException(problem.get());
        }
        return incident().asMap();
    }

    private void append(List<Event> events) throws IOException {
        if (events.isEmpty()) {
            return;
        }
        if (incident == null) {
            take(archive.begin(idIn(events)), false);
        }
        incident.log().append(events);
    }

    private String idIn(List<Event> events) {
        return events.stream()
                .map(Event::fact)
                .filter(Fact.Declared.class::isInstance)
                .map(fact -> ((Fact.Declared) fact).id())
                .findFirst()
                .orElseGet(() -> "UNDECLARED-"
                        + LocalDateTime.now(site.clock()).format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS")));
    }

    private void take(IncidentDirectory directory, boolean resumed) throws IOException {
        incident = directory;
        directory.request(request);
        String process = "hotfix process " + ProcessHandle.current().pid();
        directory
                .log()
                .append(new Event(began, site.actor(), new Fact.RunStarted(process, null, site.actor(), resumed)));
    }

    /**
     * Records how the run ended, unless the script did.
     *
     * @param status {@code done}, {@code failed}, {@code stopped} or {@code declined}
     * @param message why, as a sentence
     */
    public synchronized void ended(String status, String message) throws IOException {
        // A run that found nothing to do leaves nothing.
        boolean nothing = incident == null && status.equals("done");
        if (!nothing && incident().ended().isEmpty()) {
            Fact ended = new Fact.RunEnded(
                    status,
                    message,
                    site.spent().nanos() / 1_000_000,
                    Math.toIntExact(site.spent().processes()));
            append(List.of(new Event(site.clock().instant(), site.actor(), ended)));
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (incident != null) {
            incident.close();
        }
    }
}
