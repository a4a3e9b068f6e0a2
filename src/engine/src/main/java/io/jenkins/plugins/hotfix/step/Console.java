package io.jenkins.plugins.hotfix.step;

/** Where an operation says what it does, line by line, while it does it. */
@FunctionalInterface
public interface Console {
    void say(String line);
}
