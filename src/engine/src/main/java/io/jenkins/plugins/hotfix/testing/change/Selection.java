package io.jenkins.plugins.hotfix.testing.change;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one tool runs for a change.
 *
 * @param tool its name, as people write it
 * @param files the changed files that it answers for
 * @param modules the directories (a dot for the root) or packages that are affected
 * @param tests the test files that are run; empty if whole modules are
 * @param setup a command that must have run before, such as one that installs packages; null if none
 * @param command a command line for the root directory of the repository
 * @param because why these, as a phrase that follows "because"
 */
public record Selection(
        String tool,
        List<String> files,
        List<String> modules,
        List<String> tests,
        @Nullable String setup,
        String command,
        String because) {
    public Selection {
        files = List.copyOf(files);
        modules = List.copyOf(modules);
        tests = List.copyOf(tests);
    }
}
