package io.jenkins.plugins.hotfix.git.history;

/**
 * A file of one tree and what became of it in another, maybe elsewhere.
 *
 * @param from where it was
 * @param before its blob there
 * @param to where it is
 * @param after its blob there
 */
public record FileMove(String from, String before, String to, String after) {}
