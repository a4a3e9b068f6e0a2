package io.jenkins.plugins.hotfix.local.endurance;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The command as a process in a session, and so in a process group, of its own, with our git first on its PATH. */
final class HotfixProcess {
    private static final String MAIN = "io.jenkins.plugins.hotfix.local.Main";
    private static final int KILLED = 128 + 9;
    private static final String REAL_GIT = realGit();

    private final Process process;
    private final Path output;
    private final List<String> arguments;
    private final Optional<Person> person;
    private final long began = System.nanoTime();

    private HotfixProcess(Process process, Path output, List<String> arguments, Optional<String> decision) {
        this.process = process;
        this.output = output;
        this.arguments = arguments;
        this.person = decision.map(choice -> new Person(choice, process.getOutputStream()));
    }

    /**
     * How a process ended.
     *
     * @param arguments of the command
     * @param status its exit status
     * @param output all that it printed
     */
    record Ended(List<String> arguments, int status, String output) {
        boolean done() {
            return status == 0;
        }

        boolean killed() {
            return status == KILLED;
        }

        /** It waits for a person. */
        boolean stopped() {
            return status == 3;
        }

        /** The last lines of the output. */
        String tail() {
            List<String> lines = output.lines().toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 12), lines.size()));
        }

        @Override
        public String toString() {
            return arguments.get(0) + " ended with status " + status + ":\n" + tail().indent(4);
        }
    }

    /** Starts it with nobody at a terminal. */
    static HotfixProcess start(
            Place place, Optional<Kill> kill, Optional<Path> hook, int attempt, List<String> arguments)
            throws IOException {
        return start(place, kill, hook, attempt, arguments, Optional.empty());
    }

    /**
     * Starts it.
     *
     * @param hook is preloaded, if there is one
     * @param attempt numbers the processes of one trial
     * @param decision what a person at its terminal chooses; empty: nobody is there
     */
    static HotfixProcess start(
            Place place,
            Optional<Kill> kill,
            Optional<Path> hook,
            int attempt,
            List<String> arguments,
            Optional<String> decision)
            throws IOException {
        Path calls = Files.createDirectories(place.calls(attempt));
        List<String> command = new ArrayList<>(List.of(
                "sh",
                "-c",
                "export ENDURANCE_PID=$$; exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Djava.io.tmpdir=" + place.tmp(),
                "-cp",
                System.getProperty("java.class.path"),
                MAIN));
        command.addAll(arguments);
        Path output = calls.resolve("output");
        List<String> own = new ArrayList<>(List.of("setsid"));
        own.addAll(decision.isPresent() ? Person.atTerminal(command, calls.resolve("terminal.sh")) : command);
        ProcessBuilder builder = new ProcessBuilder(own)
                .directory(place.directory().toFile())
                .redirectErrorStream(true)
                .redirectInput(decision.isPresent() ? Redirect.PIPE : Redirect.from(new File("/dev/null")))
                .redirectOutput(output.toFile());
        Map<String, String> environment = builder.environment();
        environment.put("ENDURANCE_PLACE", place.directory().toString());
        environment.put("ENDURANCE_CALLS", calls.toString());
        environment.put("ENDURANCE_COMMAND", place.bin().resolve("command").toString());
        environment.put("ENDURANCE_ARCHIVE", place.archive().toString());
        environment.put("ENDURANCE_GIT", REAL_GIT);
        environment.put("PATH", place.bin() + ":" + System.getenv("PATH"));
        environment.put("TMPDIR", place.tmp().toString());
        environment.put("HOME", place.directory().toString());
        environment.put("GIT_CONFIG_NOSYSTEM", "1");
        environment.put("TERM", "dumb");
        hook.ifPresent(library -> environment.put("LD_PRELOAD", library.toString()));
        kill.ifPresent(chosen -> environment.putAll(chosen.environment()));
        return new HotfixProcess(builder.start(), output, List.copyOf(arguments), decision);
    }

    private static String realGit() {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .map(path -> Path.of(path, "git"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow()
                .toString();
    }

    /** Whoever is at its terminal answers what it asks. */
    void attend() throws IOException {
        if (person.isPresent()) {
            person.get().attend(Files.readString(output));
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** How long ago it was started. */
    Duration age() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** Asks it to end, as Ctrl-C does. */
    void interrupt() {
        process.destroy();
    }

    /** Ends it, if it has not ended. */
    void destroy() {
        process.destroyForcibly();
    }

    Ended await() throws IOException, InterruptedException {
        int status = process.waitFor();
        return new Ended(arguments, status, Files.readString(output));
    }
}
