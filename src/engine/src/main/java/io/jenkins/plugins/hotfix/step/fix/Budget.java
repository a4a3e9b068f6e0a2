package io.jenkins.plugins.hotfix.step.fix;

import io.jenkins.plugins.hotfix.git.history.FileChange;
import io.jenkins.plugins.hotfix.step.Count;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How much a hotfix may change before somebody has to say why. Tests do not count: nobody should save on them.
 *
 * @param files at most so many files
 * @param lines at most so many lines added and deleted
 */
record Budget(int files, int lines) {
    /** Where the ecosystems that we know keep tests: directories of that name, and files named after it. */
    private static final Pattern TEST = Pattern.compile("(?:^|.*/)(?:tests?|__tests__|specs?|e2e|testing)/.*"
            + "|(?:^|.*/)(?:test_[^/]*|[^/]*(?:[._-](?:test|tests|spec|it)|Tests?|IT|Spec))\\.[^/]+");

    static boolean isTest(String path) {
        return TEST.matcher(path).matches();
    }

    /** How the changes exceed it, as a phrase; null if they do not. */
    @Nullable
    String exceeded(List<FileChange> changes) {
        List<FileChange> counted =
                changes.stream().filter(change -> !isTest(change.path())).toList();
        int changed = counted.stream().mapToInt(FileChange::lines).sum();
        if (counted.size() <= files && changed <= lines) {
            return null;
        }
        return Count.of(counted.size(), "file") + " and " + Count.of(changed, "line")
                + " changed beside tests, where a hotfix has at most " + Count.of(files, "file") + " and "
                + Count.of(lines, "line");
    }
}
