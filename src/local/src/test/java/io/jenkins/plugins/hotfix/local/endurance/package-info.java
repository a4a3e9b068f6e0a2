/**
 * The command is killed, cut off and crowded wherever that is possible, and then has to have done everything once. Nothing
 * here knows what is inside it: an undisturbed run shows where it can be hit.
 */
@NullMarked
package io.jenkins.plugins.hotfix.local.endurance;

import org.jspecify.annotations.NullMarked;
