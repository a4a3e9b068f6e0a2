package io.jenkins.plugins.hotfix.local.endurance;

import io.jenkins.plugins.hotfix.local.endurance.HotfixProcess.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** One incident that is disturbed and resumed until it is over, or until nothing helps any more. */
final class Trial {
    /** Undisturbed attempts; the first must do. */
    private static final int ATTEMPTS = 3;

    private static final Duration LONGEST = Duration.ofMinutes(15);
    /** So long a resumed run may wait for a command that outlived the killed one before that one is let go on. */
    private static final Duration PATIENCE = Duration.ofSeconds(6);

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Scenario scenario;
    private final Place place;
    private final Remote remote;
    private final List<Kill> kills;
    private final Optional<Path> hook;
    private final List<Ended> ended = new ArrayList<>();
    private final List<Violation> violations = new ArrayList<>();

    Trial(Scenario scenario, Place place, Remote remote, List<Kill> kills, Optional<Path> hook) {
        this.scenario = scenario;
        this.place = place;
        this.remote = remote;
        this.kills = kills;
        this.hook = hook;
    }

    /** Goes through all of it. */
    void play() throws IOException, InterruptedException {
        List<String> next = run();
        Optional<String> decision = Optional.empty();
        for (int undisturbed = 0; undisturbed < ATTEMPTS; ) {
            boolean unreliable = remote.isUnreliable();
            Ended last = attempt(next, decision);
            remote.recover();
            Optional<String> incident = place.incident();
            boolean disturbed = last.killed() || unreliable && !last.done();
            if (!disturbed && incident.isPresent() && scenario.isOver(last, Log.of(place.log(incident.get())))) {
                return;
            }
            next = incident.map(this::resume).orElseGet(this::run);
            decision = Optional.empty();
            if (!disturbed) {
                undisturbed++;
                if (!last.stopped()) {
                    violations.add(new Violation("what is resumed succeeds", last.toString()));
                } else {
                    decision = Answers.to(last, place);
                    if (incident.isEmpty() || decision.isEmpty()) {
                        violations.add(new Violation("what stops can be answered", last.toString()));
                        return;
                    }
                    next = attended(incident.get());
                }
            }
        }
        violations.add(new Violation("it comes to an end", ATTEMPTS + " undisturbed attempts were not enough"));
    }

    private List<String> run() {
        return List.of(
                "run",
                "--repo",
                remote.url(),
                "--incident",
                "Checkout is down",
                "--severity",
                "P0",
                "--fix",
                Service.FIX,
                "--yes",
                "--archive",
                place.archive().toString());
    }

    private List<String> resume(String incident) {
        return List.of("resume", incident, "--yes", "--archive", place.archive().toString());
    }

    private List<String> attended(String incident) {
        return List.of("resume", incident, "--archive", place.archive().toString());
    }

    private Ended attempt(List<String> arguments, Optional<String> decision) throws IOException, InterruptedException {
        int number = ended.size();
        Optional<Kill> kill = number < kills.size() ? Optional.of(kills.get(number)) : Optional.empty();
        HotfixProcess process = HotfixProcess.start(place, kill, hook, number, arguments, decision);
        try {
            accompany(process, number);
            Ended end = process.await();
            ended.add(end);
            return end;
        } finally {
            process.destroy();
        }
    }

    private void accompany(HotfixProcess process, int attempt) throws IOException, InterruptedException {
        boolean interrupted = false;
        while (process.isAlive()) {
            process.attend();
            if (attempt > 0 && (process.age().compareTo(PATIENCE) > 0 || somethingRanBeside())) {
                openBarrier();
            }
            if (remote.hangs() && !interrupted) {
                process.interrupt();
                interrupted = true;
            }
            if (process.age().compareTo(LONGEST) > 0) {
                violations.add(new Violation("it comes to an end", "it ran for " + LONGEST.toSeconds() + " seconds"));
                process.destroy();
            }
            Thread.sleep(PAUSE.toMillis());
        }
        if (attempt > 0) {
            openBarrier();
        }
    }

    private boolean somethingRanBeside() throws IOException {
        return place.traced().stream().anyMatch(line -> line.startsWith("beside "));
    }

    private void openBarrier() throws IOException {
        if (!Files.exists(place.barrier())) {
            Files.createFile(place.barrier());
        }
    }

    /** How often it was killed; what was to kill it later than it ended did not. */
    int killed() {
        return (int) ended.stream().filter(Ended::killed).count();
    }

    /** How often a person at the terminal answered what nobody could find out. */
    int answered() throws IOException {
        Optional<String> incident = place.incident();
        return incident.isEmpty() ? 0 : (int) Log.of(place.log(incident.get())).answers();
    }

    /** What went wrong on the way. */
    List<Violation> violations() {
        return violations;
    }

    /** What happened, for people. */
    String story() throws IOException {
        return ended.stream().map(Ended::toString).collect(Collectors.joining("\n"))
                + "\nCommands:\n"
                + String.join("\n", place.traced()).indent(4);
    }
}
