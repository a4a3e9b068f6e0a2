package io.jenkins.plugins.hotfix.git.command;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One run of git, from its arguments to its output. */
public final class GitCommand {
    /** More than any answer asked for here; a longer one is a mistake and must not fill the heap. */
    private static final int LONGEST_OUTPUT = 512 << 20;

    /** What Java makes bytes of arguments with; Windows takes them as they are. */
    private static final Charset NATIVE =
            Charset.forName(System.getProperty("sun.jnu.encoding", StandardCharsets.UTF_8.name()));

    private static final ExecutorService STREAMS = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "git streams");
        thread.setDaemon(true);
        return thread;
    });

    private final Git git;
    private final @Nullable Path directory;
    private final List<String> arguments = new ArrayList<>();
    private final Map<String, String> environment = new TreeMap<>();
    private byte[] input = {};
    private Duration limit;
    private String expectation = "";

    GitCommand(Git git, @Nullable Path directory) {
        this.git = git;
        this.directory = directory;
        this.limit = git.timeout();
    }

    /** Adds arguments. */
    public GitCommand with(String... more) {
        arguments.addAll(List.of(more));
        return this;
    }

    /** Adds arguments. */
    public GitCommand with(List<String> more) {
        arguments.addAll(more);
        return this;
    }

    /** Sets a variable for this run. */
    public GitCommand environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Where it must end sooner than others. */
    public GitCommand limit(Duration shorter) {
        limit = shorter.compareTo(limit) < 0 ? shorter : limit;
        return this;
    }

    /**
     * Where it depends on a remote: it says so while it waits.
     *
     * @param what goes on after "Waiting for"
     */
    public GitCommand waitingFor(String what) {
        expectation = Redaction.of(what);
        return this;
    }

    /** What it reads from its standard input; a text as {@link PathText} has it. */
    public GitCommand input(String text) {
        return input(PathText.bytes(text));
    }

    /** What it reads from its standard input. */
    public GitCommand input(byte[] bytes) {
        input = bytes.clone();
        return this;
    }

    /** Runs it and gives its standard output as text without the last line's end; a failure is explained by the sentence. */
    public String text(String sentence) throws GitException {
        return succeed(sentence).text();
    }

    /**
     * @param sentence what could not be done, without a full stop
     * @throws GitException if the exit status is not 0
     */
    public GitOutput succeed(String sentence) throws GitException {
        GitOutput output = run();
        if (!output.succeeded()) {
            throw output.failure(sentence);
        }
        return output;
    }

    /**
     * Runs it to its end, whatever the exit status.
     *
     * @throws GitException if it cannot be started, does not end in time or writes too much
     */
    public GitOutput run() throws GitException {
        try (Running running = begin()) {
            return running.output();
        }
    }

    /** Starts it; something else can be done until its output is wanted. */
    public Running begin() throws GitException {
        return new Running(start());
    }

    /** A process of git's that runs by itself to its end; closing it ends it before. */
    public final class Running implements AutoCloseable {
        private final Process process;
        private final long started = System.nanoTime();
        private final CompletableFuture<byte[]> out;
        private final ErrorOutput complaint;

        private Running(Process process) {
            this.process = process;
            this.out = inBackground(() -> read(process.getInputStream()));
            this.complaint = ErrorOutput.of(process);
            write(process);
        }

        /** Waits until it has ended. */
        public GitOutput output() throws GitException {
            try {
                if (!ends()) {
                    throw new TimeLimitException("git " + verb() + " did not end within "
                            + TimeLimitException.shown(limit) + " and was stopped"
                            + (expectation.isEmpty() ? "" : ", while it waited for " + expectation)
                            + (expectation.isEmpty() || verb().equals("push") ? "" : ". Nothing was changed there")
                            + ". Check the connection to the remote, then run this again.");
                }
                byte[] output = out.get(limit.toMillis(), TimeUnit.MILLISECONDS);
                String words = complaint.text();
                return new GitOutput(process.exitValue(), output, words, git.advice(words));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new GitException(
                        verb().equals("push")
                                ? "git push was interrupted. Whether it arrived is not known; the next run begins with what"
                                        + " is there then."
                                : "git " + verb() + " was interrupted.",
                        interrupted);
            } catch (ExecutionException | TimeoutException failed) {
                throw new GitException(
                        "The output of git " + verb() + " cannot be read: " + failed.getMessage(), failed);
            }
        }

        /** Whether it ends in time. Meanwhile it is said what it waits for, less and less often. */
        private boolean ends() throws InterruptedException {
            long began = System.nanoTime();
            for (Duration next = Git.firstRemark(limit); next.compareTo(limit) < 0; next = next.multipliedBy(2)) {
                if (process.waitFor(rest(began, next), TimeUnit.NANOSECONDS)) {
                    return true;
                }
                if (!expectation.isEmpty()) {
                    git.remark("Waiting for " + expectation + "; " + TimeLimitException.shown(next)
                            + " so far, ended after " + TimeLimitException.shown(limit) + ".");
                }
            }
            return process.waitFor(rest(began, limit), TimeUnit.NANOSECONDS);
        }

        private static long rest(long began, Duration until) {
            return Math.max(0, until.toNanos() - (System.nanoTime() - began));
        }

        @Override
        public void close() {
            stop(process);
            git.count(System.nanoTime() - started);
        }
    }

    /** Starts it for a conversation; the caller stops it. */
    Process start() throws GitException {
        List<String> line = new ArrayList<>();
        line.add(git.executable());
        line.addAll(arguments);
        for (String argument : line) {
            if (!File.separator.equals("\\") && !NATIVE.newEncoder().canEncode(argument)) {
                throw new GitException("Git cannot be given \"" + Printable.of(argument)
                        + "\": the character set of this "
                        + "process (" + NATIVE + ") has not all of its characters, and git would get another name. Set "
                        + "LC_ALL to a UTF-8 locale, such as C.UTF-8, and run this again.");
            }
        }
        ProcessBuilder builder = new ProcessBuilder(line);
        if (directory != null) {
            builder.directory(directory.toFile());
        }
        git.prepare(builder.environment());
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            git.countProcess();
            return process;
        } catch (IOException failed) {
            throw new GitException(
                    "Cannot run \"" + git.executable() + "\": " + failed.getMessage()
                            + ". Install git 2.30 or later, or configure where it is.",
                    failed);
        }
    }

    static void stop(Process process) {
        if (process.isAlive()) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private String verb() {
        return arguments.stream()
                .filter(argument -> argument.matches("[a-z][a-z-]+"))
                .findFirst()
                .orElse("");
    }

    private void write(Process process) {
        inBackground(() -> {
            try (OutputStream to = process.getOutputStream()) {
                to.write(input);
            } catch (IOException gone) {
                // It ended without reading everything; its exit status tells why.
                return false;
            }
            return true;
        });
    }

    private static byte[] read(InputStream from) throws IOException {
        byte[] all = from.readNBytes(LONGEST_OUTPUT);
        if (from.read() >= 0) {
            throw new IOException("it is longer than " + LONGEST_OUTPUT + " bytes");
        }
        return all;
    }

    private static <T> CompletableFuture<T> inBackground(Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        STREAMS.execute(() -> {
            try {
                result.complete(work.call());
            } catch (Exception failed) {
                result.completeExceptionally(failed);
            }
        });
        return result;
    }
}
