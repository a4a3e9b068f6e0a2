package io.jenkins.plugins.hotfix.web;

import java.io.IOException;
import java.time.Duration;

/**
 * Until when several requests together must be done.
 *
 * @param nanos as {@link System#nanoTime} counts
 */
public record Deadline(long nanos) {

    /** From now on this long. */
    public static Deadline in(Duration limit) {
        return new Deadline(System.nanoTime() + limit.toNanos());
    }

    /**
     * What is left for the next request.
     *
     * @throws IOException if nothing is
     */
    public Duration left() throws IOException {
        Duration left = Duration.ofNanos(nanos - System.nanoTime());
        if (left.isNegative() || left.isZero()) {
            throw new IOException("The time for it was over.");
        }
        return left;
    }
}
