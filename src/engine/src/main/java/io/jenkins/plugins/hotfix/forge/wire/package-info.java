/** Requests to a forge's API: bounded in size, time and number, with a token that is sent nowhere else and told nobody. */
@NullMarked
package io.jenkins.plugins.hotfix.forge.wire;

import org.jspecify.annotations.NullMarked;
