/** A change as tools for tests see it, and what a tool answers to it. */
@NullMarked
package io.jenkins.plugins.hotfix.testing.change;

import org.jspecify.annotations.NullMarked;
