/** Declares the incident. */
@NullMarked
package io.jenkins.plugins.hotfix.step.triage;

import org.jspecify.annotations.NullMarked;
