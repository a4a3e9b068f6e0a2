package io.jenkins.plugins.hotfix.step;

import io.jenkins.plugins.hotfix.incident.Fact.CommandRun;
import io.jenkins.plugins.hotfix.incident.Fact.CommandStarted;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a command ended that the host ran.
 *
 * @param run what is on record of it
 * @param output the lines of its output that the operation looks for; empty where the host does not know the output
 */
public record Ended(CommandRun run, List<String> output) implements Serializable {
    private static final Pattern EXIT = Pattern.compile("script returned exit code (-?\\d+)");

    public Ended {
        output = List.copyOf(output);
    }

    /** How the body ended that ran a command, as far as it tells. */
    public enum How {
        SUCCEEDED,
        FAILED,
        TIMED_OUT,
        ABORTED,
        UNKNOWN;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * A command that ended, for the record.
     *
     * @param exit its exit status; null if nothing tells it
     * @param tail the last lines that it printed
     */
    public static CommandRun of(
            CommandStarted started, Instant began, Instant now, How how, @Nullable Integer exit, String tail) {
        long millis = Math.max(0, Duration.between(began, now).toMillis());
        return new CommandRun(started.part(), started.command(), how.word(), exit, began, millis, tail, started.id());
    }

    /** The exit status that the message of a failed {@code sh} step gives; empty if it gives none. */
    public static Optional<Integer> exitIn(@Nullable String message) {
        Matcher matcher = EXIT.matcher(message == null ? "" : message);
        return matcher.find() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
    }
}
