/** A step's work at the agent: one remote call that carries what the engine needs and brings back what happened. */
@NullMarked
package io.jenkins.plugins.hotfix.jenkins.agent;

import org.jspecify.annotations.NullMarked;
