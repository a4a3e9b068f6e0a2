/** What the person in front of the terminal sees and answers. */
@NullMarked
package io.jenkins.plugins.hotfix.local.terminal;

import org.jspecify.annotations.NullMarked;
