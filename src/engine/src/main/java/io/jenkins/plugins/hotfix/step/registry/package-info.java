/** Every operation by the name of its step, and how a host calls it. Nothing but hosts knows it. */
@NullMarked
package io.jenkins.plugins.hotfix.step.registry;

import org.jspecify.annotations.NullMarked;
