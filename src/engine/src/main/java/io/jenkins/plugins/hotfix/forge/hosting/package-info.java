/** Which forge a repository is on, and how it is reached. */
@NullMarked
package io.jenkins.plugins.hotfix.forge.hosting;

import org.jspecify.annotations.NullMarked;
