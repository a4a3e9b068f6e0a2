/** What can be said of the steps without a controller. */
@NullMarked
package io.jenkins.plugins.hotfix.jenkins.step;

import org.jspecify.annotations.NullMarked;
