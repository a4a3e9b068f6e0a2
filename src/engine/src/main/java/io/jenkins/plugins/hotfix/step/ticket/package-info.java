/** The tickets that follow an incident. */
@NullMarked
package io.jenkins.plugins.hotfix.step.ticket;

import org.jspecify.annotations.NullMarked;
