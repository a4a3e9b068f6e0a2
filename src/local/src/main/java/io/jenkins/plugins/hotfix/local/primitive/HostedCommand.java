package io.jenkins.plugins.hotfix.local.primitive;

import io.jenkins.plugins.hotfix.local.process.CommandFiles;
import io.jenkins.plugins.hotfix.local.process.Ran;
import io.jenkins.plugins.hotfix.local.process.ShellCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The command that a hotfix step has its body run. {@code sh} runs it so that it can be found again, and its end found
 * out, if this program ends before it.
 */
public final class HostedCommand {
    private static final int KEPT = 1_000;
    private static final String SHEBANG = "#!/bin/sh\n";

    private final String command;
    private final ShellCommand.Lasting lasting;
    private final Set<String> secrets;
    private final Duration limit;
    private final Predicate<String> wanted;
    private final List<String> output = Collections.synchronizedList(new ArrayList<>());
    private volatile @Nullable Ran ran;

    /**
     * A command.
     *
     * @param wanted which lines of its output are kept
     */
    public HostedCommand(
            String command,
            String id,
            CommandFiles files,
            Set<String> secrets,
            Duration limit,
            Predicate<String> wanted) {
        this.command = command;
        this.lasting = new ShellCommand.Lasting(id, files);
        this.secrets = Set.copyOf(secrets);
        this.limit = limit;
        this.wanted = wanted;
    }

    /** Whether a script is this command. */
    boolean is(String script) {
        return script.equals(command) || script.equals(SHEBANG + command);
    }

    /** Runs it. */
    Ran run(Path directory, Map<String, String> environment, Consumer<String> shown)
            throws IOException, InterruptedException {
        Ran now = new ShellCommand(command, directory, environment, secrets, limit, lasting).run(line -> {
            shown.accept(line);
            if (output.size() < KEPT && wanted.test(line)) {
                output.add(line);
            }
        });
        ran = now;
        return now;
    }

    /** How it ended; empty if {@code sh} did not run it to its end. */
    public Optional<Ran> ran() {
        return Optional.ofNullable(ran);
    }

    /** The lines that are kept. */
    public List<String> output() {
        synchronized (output) {
            return List.copyOf(output);
        }
    }
}
