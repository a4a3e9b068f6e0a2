package io.jenkins.plugins.hotfix.local.primitive;

import hudson.AbortException;
import io.jenkins.plugins.hotfix.local.cps.Arguments;
import io.jenkins.plugins.hotfix.local.cps.Step;
import io.jenkins.plugins.hotfix.local.cps.StepCall;
import io.jenkins.plugins.hotfix.local.cps.StepSignature;
import io.jenkins.plugins.hotfix.local.process.Ran;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code sh}: runs a shell script in the workspace.
 *
 * @param environment what the script finds in its environment
 */
record Sh(Environment environment) implements Step {

    private static final int LAST_OUTPUT_SECONDS = 2;

    @Override
    public StepSignature signature() {
        return StepSignature.of("sh").sole("script").with("returnStdout", "returnStatus", "encoding", "label");
    }

    @Override
    public void start(StepCall call) {
        Path directory = Workspace.around(call).directory();
        String script = call.arguments().text("script");
        Map<String, String> variables = environment.all(call.context());
        Optional<HostedCommand> hosted = call.context().get(HostedCommand.class).filter(command -> command.is(script));
        call.inBackground(() -> hosted.isPresent()
                ? run(hosted.get(), directory, variables, call)
                : run(script, directory, variables, call));
    }

    private static @Nullable Object run(
            HostedCommand command, Path directory, Map<String, String> variables, StepCall call)
            throws IOException, InterruptedException {
        Ran ran = command.run(directory, variables, call::print);
        if (ran.timedOut()) {
            throw new AbortException("the command was ended, because its time was over");
        }
        return result(ran.exit(), call.arguments(), null);
    }

    private static @Nullable Object run(String script, Path directory, Map<String, String> variables, StepCall call)
            throws IOException, InterruptedException {
        Arguments arguments = call.arguments();
        boolean returnStdout = arguments.flag("returnStdout", false);
        Files.createDirectories(directory);
        Path file = Files.createTempFile("hotfix-", ".sh");
        try {
            Files.writeString(file, script);
            ProcessBuilder builder = new ProcessBuilder(command(script, file)).directory(directory.toFile());
            builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
            builder.environment().putAll(variables);
            Process process = builder.start();
            try {
                StringBuffer captured = new StringBuffer();
                Consumer<String> line =
                        returnStdout ? text -> captured.append(text).append('\n') : call::print;
                CompletableFuture<Void> read = CompletableFuture.allOf(
                        reading(process.getInputStream(), line), reading(process.getErrorStream(), call::print));
                int status = process.waitFor();
                // Something that the script left in the background may keep its output open for ever.
                read.completeOnTimeout(null, LAST_OUTPUT_SECONDS, TimeUnit.SECONDS)
                        .join();
                return result(status, arguments, returnStdout ? captured.toString() : null);
            } finally {
                List<ProcessHandle> children = process.descendants().toList();
                process.destroy();
                children.forEach(ProcessHandle::destroy);
            }
        } finally {
            Files.delete(file);
        }
    }

    private static List<String> command(String script, Path file) {
        if (script.startsWith("#!")) {
            file.toFile().setExecutable(true);
            return List.of(file.toString());
        }
        return List.of("sh", "-xe", file.toString());
    }

    private static CompletableFuture<Void> reading(InputStream stream, Consumer<String> line) {
        return CompletableFuture.runAsync(
                () -> new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))
                        .lines()
                        .forEach(line),
                task -> {
                    Thread reader = new Thread(task, "output of sh");
                    reader.setDaemon(true);
                    reader.start();
                });
    }

    private static @Nullable Object result(int status, Arguments arguments, @Nullable String stdout)
            throws AbortException {
        if (arguments.flag("returnStatus", false)) {
            return status;
        }
        if (status != 0) {
            throw new AbortException("script returned exit code " + status);
        }
        return stdout;
    }
}
