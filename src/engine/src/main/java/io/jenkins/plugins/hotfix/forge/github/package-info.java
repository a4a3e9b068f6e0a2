/** GitHub and GitHub Enterprise: by the library where it has a call, and by plain requests where it has none. */
@NullMarked
package io.jenkins.plugins.hotfix.forge.github;

import org.jspecify.annotations.NullMarked;
