package io.jenkins.plugins.hotfix.local;

import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.Fact.RunEnded;
import io.jenkins.plugins.hotfix.incident.Fact.RunStarted;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.local.terminal.Interactive;
import io.jenkins.plugins.hotfix.local.terminal.Screen;
import io.jenkins.plugins.hotfix.report.Narration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hotfix watch}. */
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        description = "Shows what is put on record, while it is, until the run ends. Changes nothing.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:the run ended as done", "1:it failed, was stopped, or its process is gone"})
final class WatchCommand implements Callable<Integer> {
    private static final Duration PAUSE = Duration.ofMillis(250);

    /** After so many looks without news it is looked whether the run is still there. */
    private static final int LOOKS = 8;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final Pattern PROCESS = Pattern.compile("hotfix process (\\d{1,18})");

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "The incident's id, as \"list\" shows it.")
    private String id;

    @Mixin
    private ArchiveOption archive;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path log = archive.archive().log(id);
        try (Interactive terminal = Interactive.open(spec.commandLine().getOut())) {
            int shown = 0;
            while (true) {
                // Asked first: what a process put on record before it ended is read after that.
                Incident before = archive.archive().read(id);
                boolean gone = isGone(before);
                Incident incident = gone ? archive.archive().read(id) : before;
                shown = show(incident, shown, terminal.screen());
                Optional<RunEnded> ended = incident.ended();
                if (ended.isPresent()) {
                    return (ended.get().status().equals("done") ? ExitStatus.DONE : ExitStatus.FAILED).code();
                }
                if (gone) {
                    terminal.screen()
                            .line(
                                    Screen.Tone.BAD,
                                    "The run's process is gone, and no end of the run is on record. Go on with it: "
                                            + Quoted.command() + " resume " + id + archive.typed());
                    return ExitStatus.FAILED.code();
                }
                awaitNews(log);
            }
        }
    }

    private static void awaitNews(Path log) throws IOException, InterruptedException {
        long size = Files.size(log);
        for (int looks = 0; looks < LOOKS && Files.size(log) == size; looks++) {
            Thread.sleep(PAUSE.toMillis());
        }
    }

    private static int show(Incident incident, int shown, Screen screen) {
        List<Event> events = incident.events();
        for (Event event : events.subList(Math.min(shown, events.size()), events.size())) {
            screen.line(TIME.format(event.at().atZone(ZoneId.systemDefault())) + "  " + Narration.of(event.fact()));
        }
        return events.size();
    }

    /** Whether the newest run was a process of this machine that has ended; of another machine nobody can tell. */
    private static boolean isGone(Incident incident) {
        Matcher process = PROCESS.matcher(
                incident.latest(RunStarted.class).map(RunStarted::run).orElse(""));
        return process.matches()
                && ProcessHandle.of(Long.parseLong(process.group(1)))
                        .filter(ProcessHandle::isAlive)
                        .isEmpty();
    }
}
