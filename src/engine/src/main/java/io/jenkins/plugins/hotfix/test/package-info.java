/** Which tests a change calls for, the command that runs only those, and what their reports say. */
@NullMarked
package io.jenkins.plugins.hotfix.test;

import org.jspecify.annotations.NullMarked;
