/** Where people review what a branch would change: the port to pull requests, and what remains of it where there is only git. */
@NullMarked
package io.jenkins.plugins.hotfix.forge;

import org.jspecify.annotations.NullMarked;
