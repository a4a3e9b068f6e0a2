package io.jenkins.plugins.hotfix.local;

import io.jenkins.plugins.hotfix.config.Settings;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.local.archive.Archive;
import io.jenkins.plugins.hotfix.local.archive.IncidentDirectory;
import io.jenkins.plugins.hotfix.local.archive.RunRequest;
import io.jenkins.plugins.hotfix.local.host.HotfixHost;
import io.jenkins.plugins.hotfix.local.host.LocalSite;
import io.jenkins.plugins.hotfix.local.host.RepositoryPlace;
import io.jenkins.plugins.hotfix.local.terminal.Interactive;
import io.jenkins.plugins.hotfix.local.terminal.Screen;
import io.jenkins.plugins.hotfix.step.Problem;
import io.jenkins.plugins.hotfix.step.registry.Invocation;
import io.jenkins.plugins.hotfix.step.report.Abandonment;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hotfix abandon}. */
@Command(
        name = "abandon",
        mixinStandardHelpOptions = true,
        description = "Closes an incident that will not be finished, and clears what it left on the remote:"
                + " its lock, its place in the queue, its hotfix branch.")
final class AbandonCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "The incident's id, as \"list\" shows it.")
    private String id;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for the record.")
    private String reason;

    @Option(names = "--repo", paramLabel = "DIR|URL", description = "Default: the repository of the first run.")
    private @Nullable String repository;

    @Mixin
    private AsOption as;

    @Mixin
    private ArchiveOption archive;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (reason.isBlank()) {
            throw new ParameterException(spec.commandLine(), "--reason cannot be empty. Nothing was done.");
        }
        String who = as.who();
        Archive incidents = archive.archive();
        try (Interactive terminal = Interactive.open(spec.commandLine().getOut());
                IncidentDirectory directory = incidents.resume(id)) {
            Screen screen = terminal.screen();
            Optional<String> refusal = Abandonment.refusal(directory.log().incident());
            if (refusal.isPresent()) {
                screen.line(Screen.Tone.BAD, refusal.get());
                screen.line("  " + Quoted.command() + " resume " + id + archive.typed());
                return ExitStatus.FAILED.code();
            }
            abandon(who, incidents, directory, screen);
        }
        return ExitStatus.DONE.code();
    }

    private void abandon(String who, Archive incidents, IncidentDirectory directory, Screen screen)
            throws IOException, InterruptedException {
        RunRequest order = directory.request();
        RepositoryPlace place = RepositoryOption.place(spec, repository == null ? order.repository() : repository);
        try (ScratchDirectory scratch = ScratchDirectory.make();
                LocalSite site = new LocalSite(place, scratch.path(), Clock.systemDefaultZone(), who, screen::line);
                HotfixHost host = HotfixHost.forResumed(incidents, site, order.in(place.toString()), directory)) {
            List<String> left = new Abandonment(site).now(reason.strip());
            Problem problem = new Invocation("writeIncidentReport", Map.of("last", true), Settings.none())
                    .next(site, null)
                    .problem();
            if (problem != null) {
                throw new IOException(problem.sentence());
            }
            Incident incident = host.incident();
            screen.line(Screen.Tone.GOOD, id + " is " + incident.status().word() + ".");
            left.forEach(screen::line);
            screen.line("Report: " + incidents.report(id));
        }
    }
}
