/** Figures of many incidents, and what an auditor takes away. */
@NullMarked
package io.jenkins.plugins.hotfix.stats;

import org.jspecify.annotations.NullMarked;
