package io.jenkins.plugins.hotfix.forge;

import java.io.Serializable;

/** There is nothing to say but that it is done. */
public record Nothing() implements Serializable {}
