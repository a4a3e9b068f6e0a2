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
import io.jenkins.plugins.hotfix.step.remediate.Review;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hotfix review}. */
@Command(
        name = "review",
        mixinStandardHelpOptions = true,
        description =
                "Puts a review after the fact on record. Whoever wrote or pushed the commits, or started the run, may"
                        + " not.")
final class ReviewCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "The incident's id, as \"list\" shows it.")
    private String id;

    @Option(names = "--comment", defaultValue = "", paramLabel = "TEXT", description = "What you say about it.")
    private String comment;

    @Option(names = "--reject", description = "The change is not acceptable; default: it is.")
    private boolean reject;

    @Mixin
    private AsOption as;

    @Mixin
    private ArchiveOption archive;

    @Override
    public Integer call() throws IOException, InterruptedException {
        String who = as.who();
        Archive incidents = archive.archive();
        try (Interactive terminal = Interactive.open(spec.commandLine().getOut());
                IncidentDirectory directory = incidents.resume(id)) {
            Screen screen = terminal.screen();
            Optional<String> refusal = Review.refusal(directory.log().incident(), who);
            if (refusal.isPresent()) {
                screen.line(Screen.Tone.BAD, refusal.get());
                return ExitStatus.FAILED.code();
            }
            review(who, incidents, directory, screen);
        }
        return ExitStatus.DONE.code();
    }

    private void review(String who, Archive incidents, IncidentDirectory directory, Screen screen)
            throws IOException, InterruptedException {
        RunRequest order = directory.request();
        RepositoryPlace place = RunCommand.repository(spec, order.repository());
        try (ScratchDirectory scratch = ScratchDirectory.make();
                LocalSite site = new LocalSite(place, scratch.path(), Clock.systemDefaultZone(), who, screen::line);
                HotfixHost host = HotfixHost.forResumed(incidents, site, order, directory)) {
            new Review(site).record(who, !reject, comment.strip());
            Problem problem = new Invocation("writeIncidentReport", Map.of("last", true), Settings.none())
                    .next(site, null)
                    .problem();
            if (problem != null) {
                throw new IOException(problem.sentence());
            }
            Incident incident = host.incident();
            screen.line(
                    Screen.Tone.GOOD,
                    "Your review is on record. " + id + " is "
                            + incident.status().word() + ".");
            screen.line("Report: " + incidents.report(id));
        }
    }
}
