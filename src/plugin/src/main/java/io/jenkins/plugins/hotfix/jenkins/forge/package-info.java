/** The forge of a build's repository. The controller alone asks it, with the credentials of the job and Jenkins' proxy. */
@NullMarked
package io.jenkins.plugins.hotfix.jenkins.forge;

import org.jspecify.annotations.NullMarked;
