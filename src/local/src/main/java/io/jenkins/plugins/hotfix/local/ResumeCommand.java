package io.jenkins.plugins.hotfix.local;

import io.jenkins.plugins.hotfix.incident.Status;
import io.jenkins.plugins.hotfix.local.archive.IncidentDirectory;
import io.jenkins.plugins.hotfix.local.archive.RunRequest;
import io.jenkins.plugins.hotfix.local.host.HotfixHost;
import io.jenkins.plugins.hotfix.local.host.RepositoryPlace;
import io.jenkins.plugins.hotfix.step.report.Abandonment;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hotfix resume}. */
@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        description = "Goes on where a run stopped, failed or was killed. What is done is not done again.")
final class ResumeCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "The incident's id, as \"list\" shows it.")
    private String id;

    @Mixin
    private RecordOption record;

    @Mixin
    private RunOptions options;

    @Mixin
    private ArchiveOption archive;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Map<String, Map<String, Object>> given = options.parameters(null);
        IncidentDirectory incident = new RecordedIncident(id, archive.archive(), record, out).open(given);
        if (incident.log().incident().status() == Status.ABANDONED) {
            try (incident) {
                throw new ParameterException(
                        spec.commandLine(), Abandonment.closed(incident.log().incident()));
            }
        }
        RunRequest request = incident.request().with(given);
        String repository = record.typed();
        RepositoryPlace place = RepositoryOption.place(spec, repository == null ? request.repository() : repository);
        RunRequest now = request.in(place.toString());
        return new Session(options.who(), options.yes(), options.tokens(), archive.archive(), archive.typed(), out)
                .run(place, now, site -> HotfixHost.forResumed(archive.archive(), site, now, incident))
                .code();
    }
}
