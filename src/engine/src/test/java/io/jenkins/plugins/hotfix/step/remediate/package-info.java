@NullMarked
package io.jenkins.plugins.hotfix.step.remediate;

import org.jspecify.annotations.NullMarked;
