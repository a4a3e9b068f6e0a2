/**
 * The hotfix's own repository and the typed operations over it: history is read, merges and picks are computed in the object database, and one
 * push publishes them. Nothing here knows what a hotfix is.
 */
@NullMarked
package io.jenkins.plugins.hotfix.git.repository;

import org.jspecify.annotations.NullMarked;
