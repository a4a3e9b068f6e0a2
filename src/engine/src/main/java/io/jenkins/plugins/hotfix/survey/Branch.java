package io.jenkins.plugins.hotfix.survey;

import java.io.Serializable;

/**
 * A branch of the remote.
 *
 * @param tip the commit that it is at, by its full id
 */
public record Branch(String name, String tip) implements Serializable {}
