package io.jenkins.plugins.hotfix.local.backport;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.jenkins.plugins.hotfix.git.merge.Conflict;
import io.jenkins.plugins.hotfix.git.merge.MergeResult;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What came of one backport, in the order in which it is printed. All commits and trees are full ids.
 *
 * @param target the branch; null in a batch
 * @param commit in a batch what was picked, as it was typed; for a branch what it would be on, null if it stays
 * @param onto what it was picked onto, in a batch as it was typed; null if there is none
 * @param status {@code clean}, {@code conflict}, {@code empty} (the tree stays the same), {@code present} (the branch has it)
 *     or {@code error}
 * @param tree null unless it is clean or empty
 * @param conflicts the paths that conflict
 * @param prerequisites with a conflict: commits after which it applies cleanly, oldest first; null if none were found
 * @param pushed whether the branch is on the commit now; null in a batch
 * @param message null if there is nothing to say
 */
public record Case(
        @Nullable String target,
        @Nullable String commit,
        @Nullable String onto,
        String status,
        @Nullable String tree,
        List<String> conflicts,
        @Nullable List<String> prerequisites,
        @Nullable Boolean pushed,
        @Nullable String message) {
    private static final Set<String> GOOD = Set.of("clean", "empty", "present");

    public Case {
        conflicts = List.copyOf(conflicts);
    }

    /** Whether nobody has to do anything about it. */
    @JsonIgnore
    public boolean isGood() {
        return GOOD.contains(status);
    }

    static String status(MergeResult result) {
        return switch (result.status()) {
            case CLEAN -> "clean";
            case CONFLICTING -> "conflict";
            case EMPTY, UP_TO_DATE -> "empty";
        };
    }

    static List<String> paths(MergeResult result) {
        return result.conflicts().stream().map(Conflict::path).distinct().toList();
    }
}
