package io.jenkins.plugins.hotfix.incident;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/**
 * Writing that goes on when its thread is interrupted. Java closes a file under an interrupted thread; who stops a run
 * is heard afterwards, when what happened is on record.
 */
@FunctionalInterface
interface Uninterrupted {
    void once() throws IOException;

    /** Does it, again from the beginning if an interruption cut it off, and leaves the thread interrupted. */
    static void run(Uninterrupted writing) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            boolean done = false;
            while (!done) {
                try {
                    writing.once();
                    done = true;
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
