/** Which tests a change calls for, and the command that runs only those. */
@NullMarked
package io.jenkins.plugins.hotfix.testing.selection;

import org.jspecify.annotations.NullMarked;
