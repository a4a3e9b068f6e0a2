package io.jenkins.plugins.hotfix.git.merge;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One file that git cannot merge by itself.
 *
 * @param path where the result has it; what of it is not UTF-8 is U+FFFD
 * @param hunks the places that conflict, for {@link Kind#CONTENT} and {@link Kind#ADD_ADD}; else empty
 * @param base the blob that both sides began with, wherever they have it now; null if there is none
 * @param theirs the blob of the side being merged; null if there is none
 */
public record Conflict(
        String path,
        Kind kind,
        List<Hunk> hunks,
        @Nullable String base,
        @Nullable String theirs) implements Serializable {
    public Conflict {
        hunks = List.copyOf(hunks);
    }

    /** Why, in git's terms. */
    public enum Kind {
        CONTENT,
        ADD_ADD,
        BINARY,
        MODIFY_DELETE,
        RENAME_DELETE,
        RENAME_RENAME,
        RENAME_ADD,
        DIRECTORY_RENAME,
        FILE_DIRECTORY,
        TYPE,
        SUBMODULE,
        OTHER
    }

    /**
     * One place in a file.
     *
     * @param line of the conflicted file, from 1, where the marker {@code <<<<<<<} stands
     * @param ours what the side merged into says, lines with their ends
     * @param theirs what the side being merged says
     */
    public record Hunk(int line, String ours, String theirs) implements Serializable {}
}
