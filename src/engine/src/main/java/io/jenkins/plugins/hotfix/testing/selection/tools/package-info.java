/** The tools for tests that are known, each with its way to find what a change affects. */
@NullMarked
package io.jenkins.plugins.hotfix.testing.selection.tools;

import org.jspecify.annotations.NullMarked;
