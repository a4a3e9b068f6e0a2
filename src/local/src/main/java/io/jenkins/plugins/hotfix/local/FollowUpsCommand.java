package io.jenkins.plugins.hotfix.local;

import io.jenkins.plugins.hotfix.incident.BrokenLogException;
import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.Fact.FollowedUp;
import io.jenkins.plugins.hotfix.incident.Fact.RequestEnded;
import io.jenkins.plugins.hotfix.incident.FollowUps;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.local.archive.Archive;
import io.jenkins.plugins.hotfix.local.archive.IncidentDirectory;
import io.jenkins.plugins.hotfix.local.terminal.Interactive;
import io.jenkins.plugins.hotfix.local.terminal.Screen;
import io.jenkins.plugins.hotfix.report.Visible;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hotfix follow-ups}. */
@Command(
        name = "follow-ups",
        mixinStandardHelpOptions = true,
        description = {
            "Lists what remains to be done after the incidents: the proper fix behind a band-aid, a missing test, the"
                    + " postmortem, an unfinished backport. With --done, puts on record that one of them is done."
        })
final class FollowUpsCommand implements Callable<Integer> {
    private static final int LONGEST = 160;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "ID", description = "Only those of this incident. Default: of all.")
    private @Nullable String id;

    @Option(names = "--done", paramLabel = "NUMBER", description = "This one of the incident is done.")
    private @Nullable Integer done;

    @Option(names = "--note", paramLabel = "TEXT", description = "What was done, for the record; needed with --done.")
    private @Nullable String note;

    @Mixin
    private AsOption as;

    @Mixin
    private ArchiveOption option;

    @Override
    public Integer call() throws IOException {
        Archive archive = option.archive();
        try (Interactive terminal = Interactive.open(spec.commandLine().getOut())) {
            if (done != null) {
                follow(archive, done, terminal.screen());
            } else {
                list(archive, terminal.screen());
            }
        }
        return ExitStatus.DONE.code();
    }

    private void list(Archive archive, Screen screen) throws IOException {
        int open = 0;
        for (String each : id == null ? archive.ids() : List.of(id)) {
            try {
                open += list(archive.read(each), screen);
            } catch (BrokenLogException e) {
                screen.line(Screen.Tone.BAD, each + ": " + e.getMessage());
            }
        }
        if (open == 0) {
            screen.line("Nothing remains to be done.");
        }
    }

    private static int list(Incident incident, Screen screen) {
        List<FollowUps.Item> items = new FollowUps(incident).all();
        if (items.stream().noneMatch(FollowUps.Item::open)) {
            return 0;
        }
        screen.line(incident.id() + "  " + Visible.line(String.valueOf(incident.title()), LONGEST));
        int open = 0;
        for (int i = 0; i < items.size(); i++) {
            FollowUps.Item item = items.get(i);
            if (item.open()) {
                open++;
                screen.line(line(i + 1, item, incident));
            }
        }
        return open;
    }

    private static String line(int number, FollowUps.Item item, Incident incident) {
        StringBuilder line = new StringBuilder("  " + number + "  " + Visible.line(item.title(), LONGEST));
        if (item.owner() != null) {
            line.append("; owner: ").append(Visible.line(item.owner(), LONGEST));
        }
        if (item.due() != null) {
            line.append("; due ").append(item.due());
            line.append(item.due().isBefore(LocalDate.now(Clock.systemDefaultZone())) ? ", overdue" : "");
        }
        incident.request(FollowUps.request(item.title()))
                .map(RequestEnded::url)
                .ifPresent(url -> line.append("; ").append(Visible.line(url, LONGEST)));
        return line.toString();
    }

    private void follow(Archive archive, int number, Screen screen) throws IOException {
        if (id == null || note == null || note.isBlank()) {
            throw new ParameterException(
                    spec.commandLine(), "--done needs the incident's id and --note. Nothing was done.");
        }
        try (IncidentDirectory directory = archive.resume(id)) {
            List<FollowUps.Item> items = new FollowUps(directory.log().incident()).all();
            if (number < 1 || number > items.size()) {
                throw new ParameterException(
                        spec.commandLine(), id + " has no follow-up " + number + ". Nothing was done.");
            }
            FollowUps.Item item = items.get(number - 1);
            String who = as.who();
            directory
                    .log()
                    .append(new Event(
                            Clock.systemUTC().instant(), who, new FollowedUp(item.title(), who, note.strip())));
            screen.line(Screen.Tone.GOOD, "On record as done: " + Visible.line(item.title(), LONGEST));
        }
    }
}
