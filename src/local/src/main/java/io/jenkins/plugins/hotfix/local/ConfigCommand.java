package io.jenkins.plugins.hotfix.local;

import io.jenkins.plugins.hotfix.config.Configuration;
import io.jenkins.plugins.hotfix.config.InvalidSettingException;
import io.jenkins.plugins.hotfix.config.Settings;
import io.jenkins.plugins.hotfix.config.SettingsSchema;
import io.jenkins.plugins.hotfix.config.Source;
import io.jenkins.plugins.hotfix.git.command.Git;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.local.host.RepositoryPlace;
import io.jenkins.plugins.hotfix.step.registry.Steps;
import io.jenkins.plugins.hotfix.step.triage.EffectiveConfiguration;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hotfix config}. */
@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        description = "Prints the configuration that a hotfix would have now. Changes nothing.")
final class ConfigCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--repo",
            paramLabel = "DIR|URL",
            description = "The repository: a clone, whose files are not touched, or the URL of the remote.")
    private @Nullable String repository;

    @Mixin
    private SetOption settings;

    @Option(
            names = "--explain",
            description = "Print every setting, with what it is for and where its value comes from."
                    + " Without this, only what is not a default is printed.")
    private boolean explain;

    @Option(names = "--schema", description = "Print the JSON Schema of .hotfix.yml, for editors, and nothing else.")
    private boolean schema;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (schema) {
            out.print(SettingsSchema.of(Steps.requests()));
        } else if (repository == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Missing required option: '--repo=DIR|URL'. Give the directory of a clone or the URL of the remote.");
        } else {
            lines(RepositoryOption.place(spec, repository)).forEach(out::println);
        }
        out.flush();
        return ExitStatus.DONE.code();
    }

    private List<String> lines(RepositoryPlace place) throws IOException {
        Map<String, Map<String, Object>> typed = new LinkedHashMap<>();
        settings.addTo(typed, spec);
        try (ScratchDirectory scratch = ScratchDirectory.make();
                GitRepository git = GitRepository.open(Git.onPath(), scratch.path(), place.directory(), place.url())) {
            Settings run = Settings.of(typed, Source.RUN.place(), Steps.sections());
            Configuration configuration = new EffectiveConfiguration(Steps.requests(), run, Settings.none()).in(git);
            String production = EffectiveConfiguration.production(configuration);
            String commit = git.branch(production).orElseThrow();
            boolean file = git.file(commit, Settings.FILE).isPresent();
            String heading = file
                    ? Settings.FILE + " on " + production + " at " + commit.substring(0, 12) + " of " + git.remoteUrl()
                    : "There is no " + Settings.FILE + " on " + production + " of " + git.remoteUrl();
            return new PrintedConfiguration(configuration, explain).lines(heading);
        } catch (InvalidSettingException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
