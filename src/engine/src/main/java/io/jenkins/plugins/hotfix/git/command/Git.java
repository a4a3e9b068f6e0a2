package io.jenkins.plugins.hotfix.git.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How to run the git command line: which program, in which environment, for how long. Counts what it costs. Thread safe.
 *
 * <p>Git is run with argument arrays, never through a shell, without a terminal prompt, in the C locale. Of the caller's own {@code GIT_*}
 * variables only those that say how to reach a remote, who the committer is and where the configuration lies are passed on, so that a run
 * from inside a hook or an alias does not end in the wrong repository.
 */
public final class Git {
    private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(10);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Set<String> PASSED_ON = Set.of(
            "GIT_ASKPASS",
            "GIT_COMMITTER_EMAIL",
            "GIT_COMMITTER_NAME",
            "GIT_CONFIG_COUNT",
            "GIT_CONFIG_GLOBAL",
            "GIT_CONFIG_NOSYSTEM",
            "GIT_CONFIG_SYSTEM",
            "GIT_EXEC_PATH",
            "GIT_PROXY_COMMAND",
            "GIT_SSH",
            "GIT_SSH_COMMAND",
            "GIT_SSH_VARIANT");

    private final String executable;
    private final Map<String, String> environment;
    private final Duration timeout;
    private final Denial.Advice advice;
    private final Consumer<String> console;
    /** A step has its own git each time, and to ask costs a process. */
    private static final Map<List<String>, GitVersion> VERSIONS = new ConcurrentHashMap<>();

    private final LongAdder processes = new LongAdder();
    private final LongAdder nanos = new LongAdder();

    /**
     * @param executable a path, or a name that is looked up on the PATH
     * @param environment variables that every git process gets, such as {@code GIT_ASKPASS} or {@code GIT_SSH_COMMAND}
     * @param timeout after which a git process and its children are killed
     */
    public Git(String executable, Map<String, String> environment, Duration timeout) {
        this(executable, environment, timeout, Git::onOnesOwnMachine);
    }

    /**
     * @param advice what people can do here about a remote that lets nobody in; ends the sentence that tells it
     */
    public Git(String executable, Map<String, String> environment, Duration timeout, Denial.Advice advice) {
        this(executable, environment, timeout, advice, remark -> {});
    }

    private Git(
            String executable,
            Map<String, String> environment,
            Duration timeout,
            Denial.Advice advice,
            Consumer<String> console) {
        this.executable = executable;
        this.environment = Map.copyOf(environment);
        this.timeout = timeout;
        this.advice = advice;
        this.console = console;
    }

    /** The {@code git} on the PATH, ten minutes for each process. */
    public static Git onPath() {
        return new Git("git", Map.of(), DEFAULT_TIMEOUT);
    }

    /**
     * The same git, whose cost is counted anew, that says what it waits for where a remote does not answer for some seconds.
     *
     * @param console gets sentences without secrets, from any thread
     */
    public Git remarkingTo(Consumer<String> console) {
        return new Git(executable, environment, timeout, advice, console);
    }

    /** After how long it is worth a sentence that something is not there yet. */
    static Duration firstRemark(Duration limit) {
        Duration quarter = limit.dividedBy(4);
        return quarter.compareTo(PATIENCE) < 0 ? quarter : PATIENCE;
    }

    /** Says something to whoever waits for it. */
    void remark(String sentence) {
        console.accept(sentence);
    }

    private static String onOnesOwnMachine(Denial denial) {
        return switch (denial) {
            case NO_CREDENTIALS ->
                "Git is not asked for a password here. Set up a credential helper for git (git help credentials), or use"
                        + " an SSH URL, until git ls-remote answers without a question.";
            case CREDENTIALS_REFUSED ->
                "Check the URL, and what your credential helper has stored for it: it may be out of date, or not allowed"
                        + " to do this.";
            case KEY_REFUSED ->
                "Load your key into the SSH agent (ssh-add), and see that its public half is known to the server.";
            case UNKNOWN_HOST ->
                "Connect once with ssh, compare the key that it shows with the one that the server's owner publishes, and"
                        + " accept it.";
        };
    }

    /** What the processes started so far have cost. */
    public GitTime spent() {
        return new GitTime(processes.sum(), nanos.sum());
    }

    /**
     * The version of the program; asked once as long as this process lives.
     *
     * @throws GitException if there is no such program
     */
    public GitVersion version() throws GitException {
        List<String> program = List.of(executable, variable("PATH").orElse(""));
        GitVersion known = VERSIONS.get(program);
        if (known == null) {
            known = GitVersion.parse(command(null, "--version").text("Git does not say its version"));
            VERSIONS.put(program, known);
        }
        return known;
    }

    /** A command to be run in this directory, null for the current one. */
    public GitCommand command(@Nullable Path directory, String... arguments) {
        return new GitCommand(this, directory).with(arguments);
    }

    String executable() {
        return executable;
    }

    /** After what time a process is ended, if nothing shorter is said. */
    public Duration timeout() {
        return timeout;
    }

    void prepare(Map<String, String> inherited) {
        inherited.keySet().removeIf(name -> !isPassedOn(name));
        inherited.remove("LANGUAGE");
        inherited.put("LC_ALL", "C");
        inherited.put("GIT_TERMINAL_PROMPT", "0");
        inherited.putAll(new TreeMap<>(environment));
    }

    /** A variable as git will see it. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.getOrDefault(name, System.getenv(name)));
    }

    /** What to do about what git complained of, to be put behind it; empty if nothing is known. */
    String advice(String stderr) {
        return Denial.in(stderr).map(denial -> "\n" + advice.on(denial)).orElse("");
    }

    void count(long spentNanos) {
        nanos.add(spentNanos);
    }

    void countProcess() {
        processes.increment();
    }

    private static boolean isPassedOn(String variable) {
        String name = variable.toUpperCase(Locale.ROOT);
        return !name.startsWith("GIT_")
                || PASSED_ON.contains(name)
                || name.startsWith("GIT_CONFIG_KEY_")
                || name.startsWith("GIT_CONFIG_VALUE_")
                || name.startsWith("GIT_SSL_")
                || name.startsWith("GIT_HTTP_");
    }
}
