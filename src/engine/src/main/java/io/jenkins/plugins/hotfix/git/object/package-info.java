/** Objects and refs: commits, trees and tags are read, written and named here. */
@NullMarked
package io.jenkins.plugins.hotfix.git.object;

import org.jspecify.annotations.NullMarked;
