/** Brings the fix to the branches that the next releases come from. */
@NullMarked
package io.jenkins.plugins.hotfix.step.backport;

import org.jspecify.annotations.NullMarked;
