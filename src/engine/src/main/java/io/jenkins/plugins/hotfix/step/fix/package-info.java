/** The hotfix branch, the fix, and its critical tests. */
@NullMarked
package io.jenkins.plugins.hotfix.step.fix;

import org.jspecify.annotations.NullMarked;
