package io.jenkins.plugins.hotfix.step;

import io.jenkins.plugins.hotfix.process.Masking;
import io.jenkins.plugins.hotfix.process.Ran;
import io.jenkins.plugins.hotfix.process.ShellCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Runs a configured command where its operation prepared the place. */
final class Work {
    private static final int KEPT = 1_000;

    private Work() {}

    /**
     * @param secrets the names of variables whose values are masked, beside those whose names tell
     */
    static Enclosing.Ended run(
            String command, Enclosing.Prepared prepared, int minutes, Site site, List<String> secrets)
            throws IOException, InterruptedException {
        return run(command, prepared, minutes, site, secrets, line -> false);
    }

    /**
     * @param telling which lines of the output to keep, beside the last ones
     */
    static Enclosing.Ended run(
            String command, Enclosing.Prepared prepared, int minutes, Site site, Predicate<String> telling)
            throws IOException, InterruptedException {
        return run(command, prepared, minutes, site, List.of(), telling);
    }

    private static Enclosing.Ended run(
            String command,
            Enclosing.Prepared prepared,
            int minutes,
            Site site,
            List<String> secrets,
            Predicate<String> telling)
            throws IOException, InterruptedException {
        List<String> kept = Collections.synchronizedList(new ArrayList<>());
        Instant began = site.clock().instant();
        Set<String> hidden = SecretVariables.values(site, secrets);
        site.console().say("$ " + Masking.of(hidden).mask(command));
        Map<String, String> environment = new HashMap<>(site.environment());
        environment.putAll(prepared.environment());
        Consumer<String> shown = Elapsed.on(site.console());
        Ran ran = new ShellCommand(
                        command,
                        Path.of(prepared.place().orElseThrow()),
                        environment,
                        hidden,
                        Duration.ofMinutes(minutes))
                .run(line -> {
                    shown.accept(line);
                    if (kept.size() < KEPT && telling.test(line)) {
                        kept.add(line);
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
