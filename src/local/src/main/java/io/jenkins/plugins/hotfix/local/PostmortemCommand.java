package io.jenkins.plugins.hotfix.local;

import io.jenkins.plugins.hotfix.config.Settings;
import io.jenkins.plugins.hotfix.incident.Fact.PostmortemKept;
import io.jenkins.plugins.hotfix.incident.Fact.Released;
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
import io.jenkins.plugins.hotfix.step.report.Postmortem;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hotfix postmortem}. */
@Command(
        name = "postmortem",
        mixinStandardHelpOptions = true,
        description = "Opens the postmortem of an incident in your editor, and puts on record what you wrote: the root"
                + " cause, since when and until when users were hit, and action items, which become follow-ups.")
final class PostmortemCommand implements Callable<Integer> {
    private static final String UNFINISHED = "postmortem.unfinished.md";

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "The incident's id, as \"list\" shows it.")
    private String id;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "Put this file on record in place of opening an editor.")
    private @Nullable Path file;

    @Option(
            names = "--editor",
            paramLabel = "COMMAND",
            defaultValue = "${env:VISUAL:-${env:EDITOR:-vi}}",
            description = "Default: $VISUAL, $EDITOR or vi.")
    private String editor;

    @Option(names = "--repo", paramLabel = "DIR|URL", description = "Default: the repository of the first run.")
    private @Nullable String repository;

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
            if (directory.log().incident().latest(Released.class).isEmpty()) {
                screen.line(
                        Screen.Tone.BAD,
                        "Nothing was released for " + id + " yet, so there is no postmortem. Nothing was done.");
                return ExitStatus.FAILED.code();
            }
            return finish(who, incidents, directory, screen).code();
        }
    }

    private ExitStatus finish(String who, Archive incidents, IncidentDirectory directory, Screen screen)
            throws IOException, InterruptedException {
        RunRequest order = directory.request();
        RepositoryPlace place = RepositoryOption.place(spec, repository == null ? order.repository() : repository);
        try (ScratchDirectory scratch = ScratchDirectory.make();
                LocalSite site = new LocalSite(place, scratch.path(), Clock.systemDefaultZone(), who, screen::line);
                HotfixHost host = HotfixHost.forResumed(incidents, site, order.in(place.toString()), directory)) {
            Path unfinished = directory.artifacts().resolveSibling(UNFINISHED);
            String before = before(host.incident(), site);
            String text = file == null ? edited(before, unfinished) : read(file);
            if (text.equals(before)) {
                Files.deleteIfExists(unfinished);
                screen.line("Nothing was changed, so nothing was put on record.");
                return ExitStatus.DONE;
            }
            List<String> remarks = kept(site, text);
            Files.deleteIfExists(unfinished);
            Problem problem = new Invocation("writeIncidentReport", Map.of(), Settings.none())
                    .next(site, null)
                    .problem();
            screen.line(Screen.Tone.GOOD, "The postmortem of " + id + " is on record.");
            remarks.forEach(screen::line);
            screen.line("Report: " + incidents.report(id));
            if (problem != null) {
                screen.line(Screen.Tone.BAD, problem.sentence());
            }
            return problem == null ? ExitStatus.DONE : ExitStatus.FAILED;
        }
    }

    private List<String> kept(LocalSite site, String text) throws IOException {
        try {
            return new Postmortem(site).keep(text);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /** What is on record, or the draft. */
    private static String before(Incident incident, LocalSite site) {
        return incident.latest(PostmortemKept.class)
                .map(PostmortemKept::text)
                .orElseGet(() -> Postmortem.draft(incident, site));
    }

    /** What somebody makes of it. The file outlives an editor that crashes, and is opened again the next time. */
    private String edited(String before, Path unfinished) throws IOException, InterruptedException {
        if (!Files.exists(unfinished)) {
            Files.writeString(unfinished, before);
        }
        int exit = new ProcessBuilder("sh", "-c", editor + " \"$1\"", "sh", unfinished.toString())
                .inheritIO()
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IOException("The editor ended with exit status " + exit
                    + ". Nothing was put on record; your text is in " + unfinished
                    + ". Name another one with --editor, or give a file with --file.");
        }
        return read(unfinished);
    }

    private static String read(Path path) throws IOException {
        try {
            return Files.readString(path);
        } catch (NoSuchFileException e) {
            throw new IOException("There is no file " + path + ". Nothing was put on record.", e);
        } catch (MalformedInputException e) {
            throw new IOException(path + " is no text in UTF-8. Nothing was put on record.", e);
        }
    }
}
