/** Gates: what a run asks a person, and who answers it when no Jenkins shows a button. */
@NullMarked
package io.jenkins.plugins.hotfix.local.gate;

import org.jspecify.annotations.NullMarked;
