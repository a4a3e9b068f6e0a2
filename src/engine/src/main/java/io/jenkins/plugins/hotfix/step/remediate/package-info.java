/** What is done about changes that reached production without a hotfix, and about fixes that are not everywhere. */
@NullMarked
package io.jenkins.plugins.hotfix.step.remediate;

import org.jspecify.annotations.NullMarked;
