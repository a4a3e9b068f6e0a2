/** Commands run here: watched, ended with everything that they started, with their output and exit status in files that outlive this program. */
@NullMarked
package io.jenkins.plugins.hotfix.local.process;

import org.jspecify.annotations.NullMarked;
