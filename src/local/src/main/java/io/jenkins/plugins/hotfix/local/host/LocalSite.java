package io.jenkins.plugins.hotfix.local.host;

import io.jenkins.plugins.hotfix.command.ProcessTree;
import io.jenkins.plugins.hotfix.forge.Forge;
import io.jenkins.plugins.hotfix.forge.hosting.ForgeSettings;
import io.jenkins.plugins.hotfix.forge.hosting.Forges;
import io.jenkins.plugins.hotfix.forge.wire.Wire;
import io.jenkins.plugins.hotfix.git.command.Git;
import io.jenkins.plugins.hotfix.git.command.GitTime;
import io.jenkins.plugins.hotfix.git.command.UrlSecrets;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.incident.Fact.CommandStarted;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.local.process.CommandFiles;
import io.jenkins.plugins.hotfix.step.Bypasses;
import io.jenkins.plugins.hotfix.step.Console;
import io.jenkins.plugins.hotfix.step.Journal;
import io.jenkins.plugins.hotfix.step.SecretVariables;
import io.jenkins.plugins.hotfix.step.Site;
import io.jenkins.plugins.hotfix.step.Trace;
import io.jenkins.plugins.hotfix.step.report.RecordKeeper;
import java.io.Closeable;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** This machine as the place where the engine works. */
public final class LocalSite implements Site, Closeable {

    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Duration CONNECTION = Duration.ofSeconds(10);

    private final Git git;
    private final RepositoryPlace repository;
    private final Path scratch;
    private final Clock clock;
    private final String actor;
    private final Console console;
    private final LocalTokens tokens;
    private Set<String> secrets;
    private @Nullable GitRepository opened;
    private @Nullable HotfixHost host;

    /**
     * A site.
     *
     * @param scratch where the engine's own files go
     * @param actor on whose behalf the run works
     */
    public LocalSite(RepositoryPlace repository, Path scratch, Clock clock, String actor, Console console) {
        this(repository, scratch, clock, actor, console, new LocalTokens(Map.of(), null));
    }

    /**
     * A site from which forges can be asked.
     *
     * @param scratch where the engine's own files go
     * @param actor on whose behalf the run works
     */
    public LocalSite(
            RepositoryPlace repository, Path scratch, Clock clock, String actor, Console console, LocalTokens tokens) {
        this.tokens = tokens;
        this.repository = repository;
        this.scratch = scratch;
        this.clock = clock;
        this.actor = actor;
        this.console = console;
        this.git = Git.onPath().remarkingTo(console::say);
        this.secrets = repository.url() == null ? Set.of() : UrlSecrets.of(repository.url());
    }

    @Override
    public synchronized GitRepository git() throws IOException {
        if (opened == null) {
            opened = GitRepository.open(git, scratch.resolve("git"), repository.directory(), repository.url())
                    .telling(new Bypasses(this));
            secrets = opened.secrets();
            opened.accompaniedBy(new RecordKeeper(this, opened));
        }
        return opened;
    }

    /** From now on what operations do here is on this host's record. */
    void hostedBy(HotfixHost recording) {
        host = recording;
    }

    @Override
    public Forge forge() throws IOException {
        ForgeSettings settings = journal().incident().configuration().bind(ForgeSettings.class, ForgeSettings.SECTION);
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(CONNECTION)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        return new Forges(tokens, client, Wire.Patience.usual(clock)).of(git().remoteUrl(), settings);
    }

    @Override
    public List<Incident> others() throws IOException {
        return Objects.requireNonNull(host).others(git().remoteUrl());
    }

    @Override
    public Journal journal() {
        return Objects.requireNonNull(host, "the site has a host before anything is done there");
    }

    @Override
    public Trace trace(CommandStarted command) throws IOException {
        CommandFiles files = Objects.requireNonNull(host).files(command.id());
        if (command.where().equals(machine())) {
            Optional<Trace> finished = finished(command, files);
            if (finished.isPresent()) {
                return finished.get();
            }
        }
        Trace trace = Trace.ofProcesses(command, machine());
        // It may have ended in this very moment.
        return trace instanceof Trace.Lost && command.where().equals(machine())
                ? finished(command, files).orElse(trace)
                : trace;
    }

    private Optional<Trace> finished(CommandStarted command, CommandFiles files) throws IOException {
        Optional<Integer> exit = files.exit();
        if (exit.isEmpty()) {
            return Optional.empty();
        }
        ProcessTree.of(command.id()).end(GRACE);
        Set<String> secrets = SecretVariables.values(this, journal().incident());
        return Optional.of(new Trace.Finished(exit.get(), files.tail(secrets)));
    }

    @Override
    public GitTime spent() {
        return git.spent();
    }

    @Override
    public Path scratch() {
        return scratch;
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public String actor() {
        return actor;
    }

    @Override
    public Console console() {
        return console;
    }

    @Override
    public synchronized Set<String> secrets() {
        Set<String> all = new HashSet<>(secrets);
        all.addAll(tokens.secrets());
        return all;
    }

    /** Whoever is at the terminal is who runs the command. */
    @Override
    public Optional<String> respondent() {
        return Optional.of(actor);
    }

    @Override
    public synchronized void close() throws IOException {
        if (opened != null) {
            opened.close();
        }
    }
}
