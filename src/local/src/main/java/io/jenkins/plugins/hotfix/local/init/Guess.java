package io.jenkins.plugins.hotfix.local.init;

/**
 * A value that nobody gave.
 *
 * @param value the value
 * @param from what it was guessed from, as a phrase: "the target deploy-prod of the Makefile"
 */
public record Guess(String value, String from) {}
