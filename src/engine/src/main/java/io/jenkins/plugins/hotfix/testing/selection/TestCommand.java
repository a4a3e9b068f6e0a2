package io.jenkins.plugins.hotfix.testing.selection;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The command line that tests a fix.
 *
 * @param line null if there is none
 * @param because why this one, as a phrase that follows "because"
 * @param planned whether it was put together here and not by a person
 */
public record TestCommand(@Nullable String line, String because, boolean planned) {

    /** The configured command, if it is the same whatever the fix changes. */
    public static Optional<TestCommand> fixed(@Nullable String configured) {
        return Optional.ofNullable(configured)
                .filter(line -> !new CommandTemplate(line).hasPlaceholders())
                .map(line -> new TestCommand(line, "it is the configured command", false));
    }

    /**
     * The configured command where there is one, else what the plan calls for, else the full command.
     *
     * @param configured with or without placeholders, see {@link CommandTemplate}
     * @throws IllegalArgumentException if a path could not be quoted safely in the configured command
     */
    public static TestCommand of(@Nullable String configured, @Nullable String full, TestPlan plan) {
        Optional<TestCommand> fixed = fixed(configured);
        if (fixed.isPresent()) {
            return fixed.get();
        }
        Optional<String> line = configured != null
                ? new CommandTemplate(configured).fill(plan)
                : Optional.of(plan.command()).filter(planned -> !plan.isEmpty());
        if (line.isPresent()) {
            return new TestCommand(
                    line.get(),
                    plan.isEmpty() ? "it is the configured command, for what the fix changes" : plan.because(),
                    configured == null);
        }
        return new TestCommand(full, plan.because() + (full == null ? "" : ", so the full command runs"), false);
    }
}
