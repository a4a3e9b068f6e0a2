package io.jenkins.plugins.hotfix.git.history;

import java.io.Serializable;

/** Lines of a file, from 1, both ends included. */
public record LineRange(int first, int last) implements Serializable {}
