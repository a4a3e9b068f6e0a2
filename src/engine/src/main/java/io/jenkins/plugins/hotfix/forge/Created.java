package io.jenkins.plugins.hotfix.forge;

import java.io.Serializable;

/**
 * Something that the forge made.
 *
 * @param id as the forge calls it
 * @param url where people look at it; empty if nowhere
 */
public record Created(String id, String url) implements Serializable {}
