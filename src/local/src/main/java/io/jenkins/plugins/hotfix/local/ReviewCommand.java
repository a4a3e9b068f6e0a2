package io.jenkins.plugins.hotfix.local;

import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.local.archive.Archive;
import io.jenkins.plugins.hotfix.local.archive.IncidentDirectory;
import io.jenkins.plugins.hotfix.local.archive.RunRequest;
import io.jenkins.plugins.hotfix.local.host.HotfixHost;
import io.jenkins.plugins.hotfix.local.host.LocalSite;
import io.jenkins.plugins.hotfix.local.host.RepositoryPlace;
import io.jenkins.plugins.hotfix.local.terminal.Interactive;
import io.jenkins.plugins.hotfix.local.terminal.Screen;
import io.jenkins.plugins.hotfix.report.Narration;
import io.jenkins.plugins.hotfix.step.remediate.Review;
import io.jenkins.plugins.hotfix.step.report.Report;
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
    private RecordOption record;

    @Mixin
    private AsOption as;

    @Mixin
    private ArchiveOption archive;

    @Override
    public Integer call() throws IOException {
        String who = as.who();
        Archive incidents = archive.archive();
        IncidentDirectory incident =
                new RecordedIncident(id, incidents, record, spec.commandLine().getOut()).open(Map.of());
        RunRequest order = incident.request();
        String typed = record.typed();
        RepositoryPlace place = RepositoryOption.place(spec, typed == null ? order.repository() : typed);
        try (Interactive terminal = Interactive.open(spec.commandLine().getOut());
                ScratchDirectory scratch = ScratchDirectory.make();
                LocalSite site =
                        new LocalSite(place, scratch.path(), Clock.systemDefaultZone(), who, terminal.screen()::line);
                HotfixHost host = HotfixHost.besideRuns(incidents, site, order, incident)) {
            return review(who, incidents, site, host, terminal.screen()).code();
        }
    }

    private ExitStatus review(String who, Archive incidents, LocalSite site, HotfixHost host, Screen screen)
            throws IOException {
        Optional<String> refusal = Review.refusal(host.incident(), who);
        if (refusal.isPresent()) {
            screen.line(Screen.Tone.BAD, refusal.get());
            return ExitStatus.FAILED;
        }
        Incident reviewed = new Review(site).record(who, !reject, comment.strip());
        Report.write(site);
        Report.publish(host.incident(), site);
        reviewed.reviews().stream()
                .reduce((first, second) -> second)
                .ifPresent(review ->
                        screen.line(review.inTime() ? Screen.Tone.GOOD : Screen.Tone.BAD, Narration.of(review)));
        screen.line("Report: " + incidents.report(host.id().orElse(id)));
        return ExitStatus.DONE;
    }
}
