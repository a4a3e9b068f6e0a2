/** The lock that holds between all who push to a repository, and the queue of those who wait for it. */
@NullMarked
package io.jenkins.plugins.hotfix.git.lock;

import org.jspecify.annotations.NullMarked;
