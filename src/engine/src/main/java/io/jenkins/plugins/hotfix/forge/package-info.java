/**
 * Where people review what a branch would change, as the hotfix sees it: a port that talks to a forge's API and to nothing
 * else. Pushes stay where git is. All that goes in and out is serializable, so that an operation on an agent can call it
 * where the tokens are.
 */
@NullMarked
package io.jenkins.plugins.hotfix.forge;

import org.jspecify.annotations.NullMarked;
