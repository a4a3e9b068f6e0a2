/** Real commands, also those that misbehave. */
@NullMarked
package io.jenkins.plugins.hotfix.process;

import org.jspecify.annotations.NullMarked;
