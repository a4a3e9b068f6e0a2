@NullMarked
package io.jenkins.plugins.hotfix.git.command;

import org.jspecify.annotations.NullMarked;
