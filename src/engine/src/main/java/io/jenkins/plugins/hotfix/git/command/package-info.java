/** Git as a process: what it is given, what it answers, how long it may take, and how it is configured. The lowest of git's packages. */
@NullMarked
package io.jenkins.plugins.hotfix.git.command;

import org.jspecify.annotations.NullMarked;
