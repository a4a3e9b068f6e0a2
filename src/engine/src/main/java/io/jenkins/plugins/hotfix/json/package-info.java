/** How values become JSON and come back: one mapper, and the canonical form that hashes are taken of. */
@NullMarked
package io.jenkins.plugins.hotfix.json;

import org.jspecify.annotations.NullMarked;
