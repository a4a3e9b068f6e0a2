package io.jenkins.plugins.hotfix.jenkins.step;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What a step does in the background. Who stops the step interrupts it, and the step ends when it has ended: what it puts in order, on record and
 * into the build's log then is there before the pipeline goes on. Pipeline itself would go on at once.
 */
final class Interruptible {
    private final boolean deaf;
    private @Nullable Thread worker;
    private @Nullable Throwable cause;

    /** Work that nobody has stopped. */
    Interruptible() {
        this(false);
    }

    private Interruptible(boolean deaf) {
        this.deaf = deaf;
    }

    /** Work that puts in order what was stopped before; it is not interrupted. */
    static Interruptible puttingInOrder() {
        return new Interruptible(true);
    }

    /**
     * Does it.
     *
     * @throws Exception why it was stopped, if it was; else what it throws itself
     */
    <T> T run(Callable<T> work) throws Exception {
        begin();
        T result;
        try {
            result = work.call();
        } catch (Exception failed) {
            end(failed);
            throw failed;
        }
        end(null);
        return result;
    }

    /**
     * Interrupts what is being done, once: who stops it again would interrupt what puts things in order. Tells whether
     * anything is being done.
     */
    synchronized boolean stop(Throwable why) {
        Thread working = worker;
        if (working == null) {
            return false;
        }
        if (cause == null && !deaf) {
            cause = why;
            working.interrupt();
        }
        return true;
    }

    private synchronized void begin() {
        worker = Thread.currentThread();
    }

    private synchronized void end(@Nullable Exception failed) throws Exception {
        worker = null;
        Throwable why = cause;
        if (why == null) {
            return;
        }
        // Whoever gets this thread next was not interrupted.
        Thread.interrupted();
        cause = null;
        // Pipeline prints all of what is suppressed; that it was interrupted says nothing new.
        if (failed != null && !(failed instanceof InterruptedException)) {
            why.addSuppressed(failed);
        }
        throw why instanceof Exception exception ? exception : new IllegalStateException(why);
    }
}
