/** Branches that people are asked to review: pushed, and as pull requests where there is a forge. */
@NullMarked
package io.jenkins.plugins.hotfix.step.review;

import org.jspecify.annotations.NullMarked;
