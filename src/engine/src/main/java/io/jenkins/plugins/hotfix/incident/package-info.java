/** What is known of an incident: facts, as events in a hash-chained log, and the incident that they add up to. */
@NullMarked
package io.jenkins.plugins.hotfix.incident;

import org.jspecify.annotations.NullMarked;
