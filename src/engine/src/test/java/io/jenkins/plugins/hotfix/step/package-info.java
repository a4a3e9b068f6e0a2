/** The contract, and the drill that plays operations against real repositories. */
@NullMarked
package io.jenkins.plugins.hotfix.step;

import org.jspecify.annotations.NullMarked;
