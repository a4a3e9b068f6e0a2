package io.jenkins.plugins.hotfix.local;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends a run in good order when the process is told to end (Ctrl-C, SIGTERM): the run is stopped, its log and report
 * are written, and no child process is left.
 */
final class Stopping {

    private static final int PATIENCE_SECONDS = 60;

    private final CompletableFuture<ExitStatus> finished = new CompletableFuture<>();
    private volatile @Nullable HotfixRun run;

    /** From now on this process ends with status 3 when it is told to end before it has {@linkplain #finished}. */
    static Stopping onSignals() {
        Stopping stopping = new Stopping();
        Runtime.getRuntime().addShutdownHook(new Thread(stopping::stop, "stop the run"));
        return stopping;
    }

    /** What has to be stopped. */
    void running(HotfixRun begun) {
        run = begun;
    }

    /** Tells that all is written, said and cleaned up. */
    void finished(ExitStatus status) {
        finished.complete(status);
    }

    private void stop() {
        if (finished.isDone()) {
            return;
        }
        HotfixRun begun = run;
        if (begun != null) {
            begun.stop("Stopped by a signal");
            finished.completeOnTimeout(ExitStatus.STOPPED, PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .join();
        }
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        Runtime.getRuntime().halt(finished.getNow(ExitStatus.STOPPED).code());
    }
}
