package io.jenkins.plugins.hotfix.step;

import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.Fact.CommandRun;
import io.jenkins.plugins.hotfix.process.Masking;
import io.jenkins.plugins.hotfix.process.Ran;
import io.jenkins.plugins.hotfix.process.ShellCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs the commands of a deployment or a rollback one after the other, and puts each on record. It does not throw: what
 * fails, and an abort, is an event, so that what must follow in any case can follow.
 */
final class Commands {
    private final Site site;
    private final Path directory;
    private final Map<String, String> environment;
    private final Set<String> secrets;
    private final int minutes;
    private final List<Event> events = new ArrayList<>();

    /**
     * @param variables what the commands are told of the incident
     * @param secrets the names of variables whose values are masked, beside those whose names tell
     * @param minutes how long each of them may take
     */
    Commands(Site site, Path directory, Map<String, String> variables, List<String> secrets, int minutes) {
        this.site = site;
        this.directory = directory;
        this.environment = new HashMap<>(site.environment());
        this.environment.putAll(variables);
        this.secrets = SecretVariables.values(site, secrets);
        this.minutes = minutes;
    }

    /** Runs it unless one before it failed. Nothing configured is fine. */
    boolean then(String part, @Nullable String command) {
        return failure().isEmpty() && inAnyCase(part, command);
    }

    /** Runs it, also after a failure. */
    boolean inAnyCase(String part, @Nullable String command) {
        if (command == null) {
            return true;
        }
        CommandRun run = run(part, command);
        events.addAll(Operation.now(site, run));
        return run.status().equals("succeeded");
    }

    /** What ran, oldest first. */
    List<Event> events() {
        return List.copyOf(events);
    }

    /** The first that did not succeed. */
    Optional<CommandRun> failure() {
        return events.stream()
                .map(Event::fact)
                .map(CommandRun.class::cast)
                .filter(run -> !run.status().equals("succeeded"))
                .findFirst();
    }

    /** How long all of them took together. */
    long millis() {
        return events.stream()
                .map(Event::fact)
                .map(CommandRun.class::cast)
                .mapToLong(CommandRun::millis)
                .sum();
    }

    /** How a command ended that did not succeed, as the end of a sentence that begins with it. */
    static String how(CommandRun run) {
        String end = switch (run.status()) {
            case "timed-out" ->
                "was ended after " + Duration.ofMillis(run.millis()).toMinutes() + " minutes.";
            case "aborted" -> "was aborted.";
            default -> "failed" + (run.exit() == null ? "." : " with exit status " + run.exit() + ".");
        };
        return end + (run.tail().isEmpty() ? "" : " Last words: " + run.tail());
    }

    private CommandRun run(String part, String command) {
        Instant began = site.clock().instant();
        long start = System.nanoTime();
        String shown = Masking.of(secrets).mask(command);
        site.console().say(part + " $ " + shown);
        try {
            Ran ran = new ShellCommand(command, directory, environment, secrets, Duration.ofMinutes(minutes))
                    .run(Elapsed.on(site.console()));
            String status = ran.timedOut() ? "timed-out" : ran.succeeded() ? "succeeded" : "failed";
            return new CommandRun(
                    part, shown, status, ran.exit(), began, ran.took().toMillis(), ran.tail());
        } catch (IOException e) {
            return new CommandRun(part, shown, "failed", null, began, millis(start), String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            // The abort is the event's to tell. The flag stays down, so that maintenance mode can still be ended and
            // the host can write its log, which an interrupted thread cannot.
            return new CommandRun(part, shown, "aborted", null, began, millis(start), "");
        }
    }

    private static long millis(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }
}
