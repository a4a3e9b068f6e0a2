package io.jenkins.plugins.hotfix.step;

import io.jenkins.plugins.hotfix.process.Ran;
import io.jenkins.plugins.hotfix.process.ShellCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Runs a configured command where its operation prepared the place. */
final class Work {
    private static final int KEPT = 1_000;
    private static final Pattern ELAPSED = Pattern.compile("^\\[[0-9]+:[0-9]+\\] ");

    private Work() {}

    static Enclosing.Ended run(String command, Enclosing.Prepared prepared, int minutes, Site site)
            throws IOException, InterruptedException {
        return run(command, prepared, minutes, site, line -> false);
    }

    /**
     * @param telling which lines of the output to keep, beside the last ones
     */
    static Enclosing.Ended run(
            String command, Enclosing.Prepared prepared, int minutes, Site site, Predicate<String> telling)
            throws IOException, InterruptedException {
        List<String> kept = Collections.synchronizedList(new ArrayList<>());
        Instant began = site.clock().instant();
        site.console().say("$ " + command);
        Ran ran = new ShellCommand(
                        command,
                        Path.of(prepared.place().orElseThrow()),
                        prepared.environment(),
                        Duration.ofMinutes(minutes))
                .run(line -> {
                    site.console().say(line);
                    String said = ELAPSED.matcher(line).replaceFirst("");
                    if (kept.size() < KEPT && telling.test(said)) {
                        kept.add(said);
                    }
                });
        synchronized (kept) {
            return new Enclosing.Ended(
                    command, ran.succeeded(), ran.exit(), began, ran.took().toMillis(), how(ran, minutes), kept);
        }
    }

    private static String how(Ran ran, int minutes) {
        if (ran.succeeded()) {
            return ran.tail();
        }
        String end =
                ran.timedOut() ? "ended after " + minutes + " minutes." : "failed with exit status " + ran.exit() + ".";
        return end + (ran.tail().isEmpty() ? "" : " Last words: " + ran.tail());
    }
}
