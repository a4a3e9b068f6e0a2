/** Commands that the configuration names: run, watched, and ended with everything that they started. */
@NullMarked
package io.jenkins.plugins.hotfix.process;

import org.jspecify.annotations.NullMarked;
