/** Deploys, verifies, and rolls back. */
@NullMarked
package io.jenkins.plugins.hotfix.step.deploy;

import org.jspecify.annotations.NullMarked;
