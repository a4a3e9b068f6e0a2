package io.jenkins.plugins.hotfix.local.endurance;

/** How a trial reaches its repository. */
interface Remote extends AutoCloseable {

    /** What the hotfix is given. */
    String url();

    /** Whether what connects to it now can be disturbed by it. */
    default boolean isUnreliable() {
        return false;
    }

    /** Whether somebody waits for an answer that will not come. */
    default boolean hangs() {
        return false;
    }

    /** From now on it does what it should. */
    default void recover() {}

    @Override
    default void close() {}

    /** Through the file system. */
    static Remote ofFiles(Place place) {
        return () -> place.origin().toUri().toString();
    }
}
