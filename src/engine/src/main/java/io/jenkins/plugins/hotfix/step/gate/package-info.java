/** Asks people: the question of each gate, made from what is on record, and who passed it. */
@NullMarked
package io.jenkins.plugins.hotfix.step.gate;

import org.jspecify.annotations.NullMarked;
