/** What is known of commands that the configuration names, wherever they run: how a word is quoted, which processes belong to one, and secrets, masked. */
@NullMarked
package io.jenkins.plugins.hotfix.command;

import org.jspecify.annotations.NullMarked;
