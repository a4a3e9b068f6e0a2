package io.jenkins.plugins.hotfix.local;

import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.local.archive.Archive;
import io.jenkins.plugins.hotfix.local.archive.RunRequest;
import io.jenkins.plugins.hotfix.local.cps.Library;
import io.jenkins.plugins.hotfix.local.gate.ApproveAll;
import io.jenkins.plugins.hotfix.local.gate.Gatekeeper;
import io.jenkins.plugins.hotfix.local.gate.Nobody;
import io.jenkins.plugins.hotfix.local.host.CloneState;
import io.jenkins.plugins.hotfix.local.host.HotfixHost;
import io.jenkins.plugins.hotfix.local.host.LocalSite;
import io.jenkins.plugins.hotfix.local.host.LocalTokens;
import io.jenkins.plugins.hotfix.local.host.RepositoryPlace;
import io.jenkins.plugins.hotfix.local.terminal.Elapsed;
import io.jenkins.plugins.hotfix.local.terminal.Interactive;
import io.jenkins.plugins.hotfix.local.terminal.Progress;
import io.jenkins.plugins.hotfix.local.terminal.Prompt;
import io.jenkins.plugins.hotfix.local.terminal.Screen;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** One run in front of a person or a script: from the first line to the exit status. */
final class Session {

    private final String who;
    private final boolean yes;
    private final LocalTokens tokens;
    private final Archive archive;
    private final String archiveOption;
    private final PrintWriter out;
    private final Optional<GatekeeperMaker> answering;
    private final Clock clock = Clock.systemDefaultZone();

    /**
     * A session.
     *
     * @param who on whose behalf it runs
     * @param yes whether every gate is approved in advance
     * @param tokens for the forge
     * @param archiveOption how the archive is named when the command is typed again; empty if it need not be
     * @param out standard output
     */
    Session(String who, boolean yes, LocalTokens tokens, Archive archive, String archiveOption, PrintWriter out) {
        this(who, yes, tokens, archive, archiveOption, out, Optional.empty());
    }

    /** A session whose gates somebody else answers. */
    static Session answeredBy(
            GatekeeperMaker answering, String who, Archive archive, String archiveOption, PrintWriter out) {
        return new Session(
                who, false, new LocalTokens(Map.of(), null), archive, archiveOption, out, Optional.of(answering));
    }

    private Session(
            String who,
            boolean yes,
            LocalTokens tokens,
            Archive archive,
            String archiveOption,
            PrintWriter out,
            Optional<GatekeeperMaker> answering) {
        this.answering = answering;
        this.who = who;
        this.yes = yes;
        this.tokens = tokens;
        this.archive = archive;
        this.archiveOption = archiveOption;
        this.out = out;
    }

    /** How the host of a run is made once its site is known. */
    interface HostMaker {
        HotfixHost make(LocalSite site) throws IOException;
    }

    /** Makes who answers the gates. */
    interface GatekeeperMaker {
        Gatekeeper make(HotfixHost host, Consumer<String> console);
    }

    ExitStatus run(RepositoryPlace repository, RunRequest request, HostMaker maker) throws IOException {
        Stopping stopping = Stopping.onSignals();
        ExitStatus status = ExitStatus.FAILED;
        try {
            status = run(repository, request, maker, stopping);
        } finally {
            stopping.finished(status);
        }
        return status;
    }

    private ExitStatus run(RepositoryPlace repository, RunRequest request, HostMaker maker, Stopping stopping)
            throws IOException {
        Instant began = clock.instant();
        try (Interactive terminal = Interactive.open(out);
                Progress progress = new Progress(terminal.screen(), clock);
                ScratchDirectory scratch = ScratchDirectory.make();
                LocalSite site = new LocalSite(repository, scratch.path(), clock, who, progress::line, tokens);
                HotfixHost host = maker.make(site)) {
            Screen screen = terminal.screen();
            screen.line(Screen.Tone.HEADING, "Hotfix of " + repository + ", by " + who);
            HotfixRun run = new HotfixRun(
                    Library.bundled(), host, site, gatekeeper(terminal, progress, host), progress, request.settings());
            stopping.running(run);
            CompletableFuture<Void> looking = CompletableFuture.supplyAsync(
                            () -> CloneState.remarks(repository, scratch.path().resolve("look")))
                    .thenAccept(remarks -> remarks.forEach(progress::line));
            HotfixRun.Result result = run.run();
            looking.join();
            say(screen, host, repository, result, Duration.between(began, clock.instant()));
            return result.status();
        }
    }

    private Gatekeeper gatekeeper(Interactive terminal, Progress progress, HotfixHost host) {
        if (answering.isPresent()) {
            return answering.get().make(host, progress::line);
        }
        if (yes) {
            return new ApproveAll(who, clock, progress::line);
        }
        return terminal.terminal()
                .<Gatekeeper>map(tty -> new Prompt(tty, terminal.screen(), who, clock, progress::pause))
                .orElseGet(Nobody::new);
    }

    private void say(Screen screen, HotfixHost host, RepositoryPlace repository, HotfixRun.Result result, Duration took)
            throws IOException {
        Incident incident = host.incident();
        Optional<String> id = host.id();
        if (result.status() == ExitStatus.DONE && id.isEmpty()) {
            screen.line(Screen.Tone.GOOD, "Nothing was to be done.");
        } else if (result.status() == ExitStatus.DONE) {
            Instant declared = incident.declaredAt();
            String time = declared == null
                    ? "after " + Elapsed.of(took)
                    : Elapsed.of(Duration.between(declared, clock.instant())) + " after it was declared";
            screen.line(
                    Screen.Tone.GOOD,
                    id.orElse("The run") + " is " + incident.status().word() + ", " + time + ".");
        } else {
            screen.line(Screen.Tone.BAD, result.message());
        }
        if (id.isEmpty()) {
            return;
        }
        Path report = archive.report(id.get());
        new Targets(incident, report.getParent()).lines().forEach(screen::line);
        if (incident.declared().isPresent()
                && (result.status() == ExitStatus.STOPPED || result.status() == ExitStatus.FAILED)) {
            new Ending(id.get(), incident, repository.toString(), archiveOption, ZoneId.systemDefault())
                    .lines(result.message())
                    .forEach(screen::line);
        }
        screen.line((incident.declared().isPresent() ? "Report: " : "Log: ") + report);
    }
}
