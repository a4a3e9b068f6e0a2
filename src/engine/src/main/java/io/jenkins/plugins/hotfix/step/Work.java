package io.jenkins.plugins.hotfix.step;

import io.jenkins.plugins.hotfix.process.Ran;
import io.jenkins.plugins.hotfix.process.ShellCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Runs a configured command where its operation prepared the place. */
final class Work {
    private Work() {}

    static Enclosing.Ended run(String command, Enclosing.Prepared prepared, int minutes, Site site)
            throws IOException, InterruptedException {
        Instant began = site.clock().instant();
        site.console().say("$ " + command);
        Ran ran = new ShellCommand(
                        command,
                        Path.of(prepared.place().orElseThrow()),
                        prepared.environment(),
                        Duration.ofMinutes(minutes))
                .run(site.console()::say);
        return new Enclosing.Ended(
                command, ran.succeeded(), ran.exit(), began, ran.took().toMillis(), how(ran, minutes));
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
