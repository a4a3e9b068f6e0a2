/** What others can verify without this software: who approved what, as an in-toto statement in a signed envelope. */
@NullMarked
package io.jenkins.plugins.hotfix.evidence;

import org.jspecify.annotations.NullMarked;
