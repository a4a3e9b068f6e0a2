/** Cleans up and writes what is left for people. */
@NullMarked
package io.jenkins.plugins.hotfix.step.report;

import org.jspecify.annotations.NullMarked;
