/** Trackers, in which people see that there is an incident and what became of it. */
@NullMarked
package io.jenkins.plugins.hotfix.tracker;

import org.jspecify.annotations.NullMarked;
