/** What goes to the remote and comes from it: pushes whose answer may be lost, fetches that bring as little as is needed. */
@NullMarked
package io.jenkins.plugins.hotfix.git.remote;

import org.jspecify.annotations.NullMarked;
