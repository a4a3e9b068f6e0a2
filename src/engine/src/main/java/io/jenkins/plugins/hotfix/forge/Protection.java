package io.jenkins.plugins.hotfix.forge;

import java.io.Serializable;
import java.util.List;

/**
 * The rules that a forge has for changes of a branch.
 *
 * @param rules each as a sentence
 * @param obstacles those that a run will meet, as sentences: what will happen, and what to do about it
 * @param hidden what the token may not read, as sentences
 * @param checks the names of the checks that must pass
 */
public record Protection(
        String branch, List<String> rules, List<String> obstacles, List<String> hidden, List<String> checks)
        implements Serializable {
    public Protection {
        rules = List.copyOf(rules);
        obstacles = List.copyOf(obstacles);
        hidden = List.copyOf(hidden);
        checks = List.copyOf(checks);
    }
}
