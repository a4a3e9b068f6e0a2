package io.jenkins.plugins.hotfix.local.cps;

import org.jspecify.annotations.Nullable;

/** Something that every script sees by its name, such as {@code env}. */
public interface GlobalVariable {

    /** The name in scripts. */
    String name();

    /** The value that a script sees. */
    @Nullable
    Object value(PipelineScript script);
}
