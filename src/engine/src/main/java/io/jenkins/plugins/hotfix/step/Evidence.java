package io.jenkins.plugins.hotfix.step;

import java.io.Serializable;
import java.time.Instant;
import java.util.Map;

/**
 * What the host itself recorded when somebody answered a gate.
 *
 * @param by who answered, as the host authenticated them
 * @param via how: {@code jenkins-input}, {@code terminal}, {@code --yes}
 * @param answers the gate's parameters as they were filled in
 */
public record Evidence(String by, Instant when, String via, Map<String, String> answers) implements Serializable {}
