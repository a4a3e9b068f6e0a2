/**
 * Typed operations over the git command line: history is read, merges and picks are computed in the object database, and one push publishes
 * them. Nothing here knows what a hotfix is.
 */
@NullMarked
package io.jenkins.plugins.hotfix.git;

import org.jspecify.annotations.NullMarked;
