/** Who is notified of an incident, when, and of what. */
@NullMarked
package io.jenkins.plugins.hotfix.step.notice;

import org.jspecify.annotations.NullMarked;
