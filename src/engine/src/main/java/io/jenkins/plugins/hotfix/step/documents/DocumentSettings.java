package io.jenkins.plugins.hotfix.step.documents;

import io.jenkins.plugins.hotfix.git.object.RefNames;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which documents tell of a hotfix.
 *
 * @param mode of all that are not named
 * @param branch on which they are; null: the one on which development goes on
 * @param paths of those that are named, or {@link #NONE}
 * @param directories of documents that are an incident's own, if they are named
 */
public record DocumentSettings(
        Mode mode, @Nullable String branch, Map<Kind, String> paths, Map<OwnDocument, String> directories) {
    /** In place of a path: not this document. */
    public static final String NONE = "none";

    private static final Set<String> NO_NAMES = Set.of("", ".", "..");

    /** What is done where nobody names a file. */
    public enum Mode {
        /** What the repository has already is continued. */
        EXISTING,
        /** What it lacks is made. */
        ALL,
        NONE
    }

    public DocumentSettings {
        paths = Map.copyOf(paths);
        directories = Map.copyOf(directories);
        if (branch != null) {
            RefNames.branch(branch);
        }
    }

    boolean isNothing() {
        return mode == Mode.NONE
                && Stream.concat(paths.values().stream(), directories.values().stream())
                        .allMatch(NONE::equals);
    }

    /**
     * Checks where a document is to be.
     *
     * @throws IllegalArgumentException if it cannot be there
     */
    public static void check(String path) {
        if (Stream.of(path.split("/", -1)).anyMatch(NO_NAMES::contains)) {
            throw new IllegalArgumentException("\"" + path
                    + "\" names no file of the repository: give the path from its top, without . or .. in it");
        }
    }
}
