/** The operations of a hotfix, one class each: from the incident so far and a request to the events that happened. */
@NullMarked
package io.jenkins.plugins.hotfix.step;

import org.jspecify.annotations.NullMarked;
