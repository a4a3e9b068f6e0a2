package io.jenkins.plugins.hotfix.local;

import io.jenkins.plugins.hotfix.incident.Fact.Reviewed;
import io.jenkins.plugins.hotfix.local.archive.IncidentDirectory;
import io.jenkins.plugins.hotfix.local.archive.RunRequest;
import io.jenkins.plugins.hotfix.local.host.HotfixHost;
import io.jenkins.plugins.hotfix.local.host.LocalSite;
import io.jenkins.plugins.hotfix.local.host.RepositoryPlace;
import io.jenkins.plugins.hotfix.local.terminal.Interactive;
import io.jenkins.plugins.hotfix.local.terminal.Screen;
import io.jenkins.plugins.hotfix.report.Narration;
import io.jenkins.plugins.hotfix.step.report.Review;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hotfix audit review}. */
@Command(
        name = "review",
        mixinStandardHelpOptions = true,
        description = "Puts on record that somebody reviewed a hotfix after the fact, and whether that was in time.")
final class AuditReviewCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "The incident's id, as \"list\" shows it.")
    private String id;

    @Option(names = "--note", required = true, paramLabel = "TEXT", description = "What the review found.")
    private String note;

    @Mixin
    private RecordOption record;

    @Mixin
    private AsOption as;

    @Mixin
    private ArchiveOption archive;

    @Override
    public Integer call() throws IOException {
        if (note.isBlank()) {
            throw new ParameterException(spec.commandLine(), "--note cannot be empty. Nothing was put on record.");
        }
        IncidentDirectory incident = new RecordedIncident(
                        id, archive.archive(), record, spec.commandLine().getOut())
                .open(Map.of());
        RunRequest order = incident.request();
        String repository = record.typed();
        RepositoryPlace place = RunCommand.repository(spec, repository == null ? order.repository() : repository);
        try (Interactive terminal = Interactive.open(spec.commandLine().getOut());
                ScratchDirectory scratch = ScratchDirectory.make();
                LocalSite site = new LocalSite(
                        place, scratch.path(), Clock.systemDefaultZone(), as.who(), terminal.screen()::line);
                HotfixHost host = HotfixHost.besideRuns(archive.archive(), site, order, incident)) {
            Reviewed review = Review.now(site, note.strip());
            terminal.screen().line(review.inTime() ? Screen.Tone.GOOD : Screen.Tone.BAD, Narration.of(review));
            terminal.screen()
                    .line("Report: " + archive.archive().report(host.id().orElse(id)));
        }
        return ExitStatus.DONE.code();
    }
}
