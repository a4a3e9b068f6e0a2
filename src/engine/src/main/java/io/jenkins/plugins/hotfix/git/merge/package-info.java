/** Merges and cherry-picks in the object database, what they conflict over, and how a conflict is resolved. */
@NullMarked
package io.jenkins.plugins.hotfix.git.merge;

import org.jspecify.annotations.NullMarked;
