package io.jenkins.plugins.hotfix.local;

import io.jenkins.plugins.hotfix.local.archive.RunRequest;
import io.jenkins.plugins.hotfix.local.host.HotfixHost;
import io.jenkins.plugins.hotfix.local.host.RepositoryPlace;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hotfix run}. */
@Command(name = "run", mixinStandardHelpOptions = true, description = "Takes an incident through the whole hotfix.")
final class RunCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private RepositoryOption repository;

    @Option(
            names = "--incident",
            required = true,
            paramLabel = "TEXT",
            description = "What is broken, in your words. The first line is the title.")
    private String incident;

    @Mixin
    private RunOptions options;

    @Mixin
    private ArchiveOption archive;

    @Override
    public Integer call() throws IOException {
        if (incident.isBlank()) {
            throw new ParameterException(
                    spec.commandLine(), "--incident is empty. Say in a sentence what is broken. Nothing was done.");
        }
        RepositoryPlace place = repository.place();
        RunRequest request = new RunRequest(place.toString(), options.parameters(incident));
        return new Session(
                        options.who(),
                        options.yes(),
                        options.tokens(),
                        archive.archive(),
                        archive.typed(),
                        spec.commandLine().getOut())
                .run(place, request, site -> HotfixHost.forNew(archive.archive(), site, request))
                .code();
    }
}
