package io.jenkins.plugins.hotfix.git.command;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A git process that answers line after line. It is started at the first question, ended when nobody has asked for a while, and started
 * again when somebody does.
 */
public final class BatchProcess implements AutoCloseable {
    private static final Duration IDLE = Duration.ofSeconds(20);
    private static final ScheduledExecutorService DEADLINES = deadlines();

    private final Git git;
    private final Supplier<GitCommand> command;
    private final ReentrantLock turn = new ReentrantLock();
    private volatile @Nullable Process process;
    private InputStream answers = InputStream.nullInputStream();
    private @Nullable ErrorOutput complaint;
    private volatile ScheduledFuture<?> idle = DEADLINES.schedule(() -> {}, 0, TimeUnit.MILLISECONDS);

    /** @param command a new one each time that the process is started */
    public BatchProcess(Git git, Supplier<GitCommand> command) {
        this.git = git;
        this.command = command;
    }

    /** Reads one answer, exactly to its end. */
    public interface Answer<T> {
        T read(InputStream from) throws IOException;
    }

    /**
     * @param question without the last line's end
     * @param patience how long the answer may take
     * @throws GitException with what git complained about, if it ends or takes too long
     */
    public <T> T ask(String question, Duration patience, Answer<T> answer) throws GitException {
        long started = System.nanoTime();
        turn.lock();
        idle.cancel(false);
        ScheduledFuture<?> deadline = DEADLINES.schedule(this::kill, patience.toMillis(), TimeUnit.MILLISECONDS);
        Duration first = Git.firstRemark(patience);
        ScheduledFuture<?> remark = DEADLINES.schedule(
                () -> CompletableFuture.runAsync(
                        () -> git.remark("Waiting for git to read what it may have to fetch from the remote first; "
                                + TimeLimitException.shown(first) + " so far, ended after "
                                + TimeLimitException.shown(patience) + ".")),
                first.toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            Process running = running();
            running.getOutputStream().write((question + "\n").getBytes(StandardCharsets.UTF_8));
            running.getOutputStream().flush();
            return answer.read(answers);
        } catch (GitException failed) {
            throw failed;
        } catch (IOException failed) {
            throw ended(failed);
        } finally {
            deadline.cancel(false);
            remark.cancel(false);
            idle = DEADLINES.schedule(this::rest, IDLE.toMillis(), TimeUnit.MILLISECONDS);
            turn.unlock();
            git.count(System.nanoTime() - started);
        }
    }

    /** Never waits: the thread that calls it also watches over deadlines. */
    private void rest() {
        if (turn.tryLock()) {
            try {
                dismiss();
            } finally {
                turn.unlock();
            }
        }
    }

    private Process running() throws GitException {
        Process known = process;
        if (known != null && known.isAlive()) {
            return known;
        }
        Process started = command.get().start();
        answers = new BufferedInputStream(started.getInputStream(), 1 << 16);
        complaint = ErrorOutput.of(started);
        process = started;
        return started;
    }

    private GitException ended(IOException failed) {
        String words = lastWords().strip();
        kill();
        process = null;
        return new GitException(
                words.isEmpty()
                        ? "Git stopped answering: " + failed.getMessage()
                        : "Git cannot go on: " + words + git.advice(words),
                words);
    }

    /** Lets it say why it ended: to kill it is to lose what has not been read of that. */
    private String lastWords() {
        Process ending = process;
        ErrorOutput hearing = complaint;
        if (ending == null || hearing == null) {
            return "";
        }
        try {
            ending.getOutputStream().close();
        } catch (IOException gone) {
            // It has ended already.
        }
        try {
            return hearing.text();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    /** Between two questions it runs nothing else; to look for that would mean to look through all processes. */
    private void dismiss() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
        }
        process = null;
    }

    private void kill() {
        Process running = process;
        if (running != null) {
            GitCommand.stop(running);
        }
    }

    @Override
    public void close() {
        idle.cancel(false);
        if (turn.tryLock()) {
            try {
                dismiss();
            } finally {
                turn.unlock();
            }
        } else {
            kill();
            process = null;
        }
    }

    private static ScheduledExecutorService deadlines() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "git deadlines");
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        return executor;
    }
}
