package io.jenkins.plugins.hotfix.git.history;

import java.io.Serializable;

/**
 * One place where a file differs between two commits, without the lines around it.
 *
 * @param before the lines in the older file that are replaced; for a mere insertion the two lines that it goes between
 * @param removed those lines with their ends; empty for a mere insertion
 * @param added the lines that replace them with their ends; empty for a mere deletion
 */
public record LineChange(LineRange before, String removed, String added) implements Serializable {}
