/** What the gates ask, from what is on record. */
@NullMarked
package io.jenkins.plugins.hotfix.step.gate;

import org.jspecify.annotations.NullMarked;
