/** What is brought up to date outside after each step, from what is on record. */
@NullMarked
package io.jenkins.plugins.hotfix.step.outside;

import org.jspecify.annotations.NullMarked;
