package io.jenkins.plugins.hotfix.step;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/** Puts before each line how long its command has been running, as {@code [02:17]}. */
final class Elapsed {
    private Elapsed() {}

    /** Lines for the console; the time runs from now on. */
    static Consumer<String> on(Console console) {
        long began = System.nanoTime();
        return line -> {
            Duration elapsed = Duration.ofNanos(System.nanoTime() - began);
            console.say(
                    String.format(Locale.ROOT, "[%02d:%02d] %s", elapsed.toMinutes(), elapsed.toSecondsPart(), line));
        };
    }
}
