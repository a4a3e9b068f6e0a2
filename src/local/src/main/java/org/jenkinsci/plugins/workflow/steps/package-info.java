/** What scripts name from the Pipeline: Step API plugin. */
@NullMarked
package org.jenkinsci.plugins.workflow.steps;

import org.jspecify.annotations.NullMarked;
