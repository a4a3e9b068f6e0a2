package io.jenkins.plugins.hotfix.local.endurance;

/**
 * Something that must not be, and is.
 *
 * @param rule that was broken
 * @param how it was
 */
record Violation(String rule, String how) {

    @Override
    public String toString() {
        return rule + ": " + how;
    }
}
