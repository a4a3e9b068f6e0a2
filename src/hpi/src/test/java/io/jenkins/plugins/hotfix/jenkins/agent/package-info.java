/** What goes to the agent. */
@NullMarked
package io.jenkins.plugins.hotfix.jenkins.agent;

import org.jspecify.annotations.NullMarked;
