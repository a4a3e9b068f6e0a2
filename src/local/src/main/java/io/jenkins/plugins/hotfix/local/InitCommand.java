package io.jenkins.plugins.hotfix.local;

import io.jenkins.plugins.hotfix.config.Settings;
import io.jenkins.plugins.hotfix.config.Source;
import io.jenkins.plugins.hotfix.git.command.Git;
import io.jenkins.plugins.hotfix.git.command.GitException;
import io.jenkins.plugins.hotfix.git.command.GitOutput;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.local.init.FirstSettings;
import io.jenkins.plugins.hotfix.local.init.Survey;
import io.jenkins.plugins.hotfix.step.registry.Steps;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hotfix init}. */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description = "Writes a first .hotfix.yml into a clone, with what can be guessed. Commits nothing.")
final class InitCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--repo",
            required = true,
            paramLabel = "DIR",
            description = "The clone. An existing .hotfix.yml is never overwritten.")
    private Path repository;

    @Option(names = "--print", description = "Print the file and write nothing.")
    private boolean print;

    @Override
    public Integer call() throws IOException {
        Path clone = topOfClone();
        try (ScratchDirectory scratch = ScratchDirectory.make();
                GitRepository git = GitRepository.open(Git.onPath(), scratch.path(), clone, null)) {
            Survey survey = Survey.of(git);
            FirstSettings settings = new FirstSettings(survey);
            String text = settings.text();
            Steps.check(Settings.parse(text, Settings.FILE, Steps.sections()), Source.REPOSITORY, Settings.FILE);
            PrintWriter out = spec.commandLine().getOut();
            if (print) {
                out.print(text);
            } else {
                write(clone, survey, text);
                report(clone, survey, settings, out);
            }
            out.flush();
        }
        return ExitStatus.DONE.code();
    }

    /** The top of the clone. */
    private Path topOfClone() {
        return Optional.of(repository)
                .filter(Files::isDirectory)
                .flatMap(InitCommand::top)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "\"" + repository + "\" is not a clone with files in it. Nothing was written; give --repo the"
                                + " directory of a clone."));
    }

    private static Optional<Path> top(Path directory) {
        try {
            GitOutput top = Git.onPath()
                    .command(directory, "rev-parse", "--show-toplevel")
                    .run();
            return top.succeeded() && !top.text().isEmpty() ? Optional.of(Path.of(top.text())) : Optional.empty();
        } catch (GitException e) {
            return Optional.empty();
        }
    }

    private void write(Path clone, Survey survey, String text) throws IOException {
        Path file = clone.resolve(Settings.FILE);
        if (survey.configured()) {
            throw there(Settings.FILE + " is on " + survey.production().value() + " already.");
        }
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw there(file + " exists already.");
        }
    }

    private ParameterException there(String what) {
        return new ParameterException(
                spec.commandLine(),
                what + " Nothing was written; see what it would be with " + Quoted.command() + " init --repo "
                        + Quoted.of(repository.toString()) + " --print.");
    }

    private void report(Path clone, Survey survey, FirstSettings settings, PrintWriter out) {
        String production = survey.production().value();
        String typed = Quoted.of(repository.toString());
        out.println("Wrote " + clone.resolve(Settings.FILE) + ". Nothing was committed.");
        out.println("Guessed:");
        settings.guessed().forEach(line -> out.println("  " + line));
        out.println("Missing:");
        settings.missing().forEach(line -> out.println("  " + line));
        out.println("Next: check the file, bring it to " + production
                + " as you bring every change there, and see what counts:");
        out.println("  git -C " + typed + " add " + Settings.FILE + " && git -C " + typed
                + " commit -m 'Settings for hotfixes'");
        out.println("  " + Quoted.command() + " config --repo " + typed
                + (production.equals("main") ? "" : " --set hotfixTriage.production=" + Quoted.of(production)));
    }
}
