package io.jenkins.plugins.hotfix.config;

import java.io.Serializable;

/**
 * A value that counts, and where it comes from.
 *
 * @param value as JSON has it: text, number, true or false, list, map
 */
public record Setting(Object value, Source source) implements Serializable {}
