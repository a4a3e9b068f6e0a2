/** The documents of the repository that tell of a hotfix, committed where its development goes on. */
@NullMarked
package io.jenkins.plugins.hotfix.step.documents;

import org.jspecify.annotations.NullMarked;
