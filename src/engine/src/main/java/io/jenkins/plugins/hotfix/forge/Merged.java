package io.jenkins.plugins.hotfix.forge;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** What came of the order to merge a pull request. */
public sealed interface Merged extends Serializable {

    /** It is on the base, as this commit. */
    record Now(String commit) implements Merged {}

    /**
     * The forge merges it by itself, or will once its rules allow it.
     *
     * @param id of the forge's own work; null where it has none
     * @param message a sentence: what it waits for
     */
    record Pending(@Nullable String id, String message) implements Merged {}

    /**
     * The forge tried, and could not; the base is as it was.
     *
     * @param message a sentence
     */
    record Failed(String message) implements Merged {}
}
