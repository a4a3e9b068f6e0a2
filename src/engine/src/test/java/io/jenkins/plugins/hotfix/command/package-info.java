@NullMarked
package io.jenkins.plugins.hotfix.command;

import org.jspecify.annotations.NullMarked;
