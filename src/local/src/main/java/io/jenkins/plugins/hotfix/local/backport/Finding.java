package io.jenkins.plugins.hotfix.local.backport;

import java.util.List;

/**
 * What is known of a branch, in the order in which it is printed.
 *
 * @param status {@code affected}, {@code not-affected}, {@code fixed} (it has the fix) or {@code unknown}
 * @param evidence the commits of the branch, by full id, from which that is known
 * @param message a sentence
 */
public record Finding(String branch, String status, List<String> evidence, String message) {
    public Finding {
        evidence = List.copyOf(evidence);
    }
}
