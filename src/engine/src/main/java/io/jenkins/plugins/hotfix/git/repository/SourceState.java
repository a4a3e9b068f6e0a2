package io.jenkins.plugins.hotfix.git.repository;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The state of the clone that the person works in, for messages. It is only read.
 *
 * @param dirty whether it has changes that are not committed
 * @param detached whether HEAD is on no branch
 * @param shallow whether its history is cut off
 * @param branch the branch checked out, null if detached or bare
 */
public record SourceState(
        boolean dirty,
        boolean detached,
        boolean shallow,
        @Nullable String branch) implements Serializable {}
