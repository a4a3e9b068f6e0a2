package io.jenkins.plugins.hotfix.config;

import com.fasterxml.jackson.annotation.JsonValue;

/** Where a setting's value comes from, in the order of precedence. */
public enum Source {
    /** The run: {@code --set}, an argument of {@code hotfixPipeline}, a parameter of the job. */
    RUN("run"),
    /** {@code .hotfix.yml} on production's branch. */
    REPOSITORY("repository"),
    /** The controller's configuration. */
    CONTROLLER("controller"),
    DEFAULT("default");

    private final String word;

    Source(String word) {
        this.word = word;
    }

    /** As it is on record. */
    @JsonValue
    public String word() {
        return word;
    }

    /** As people call it, in a message about a value. */
    public String place() {
        return switch (this) {
            case RUN -> "the run's own settings";
            case REPOSITORY -> Settings.FILE;
            case CONTROLLER -> "the global configuration";
            case DEFAULT -> "the defaults";
        };
    }
}
