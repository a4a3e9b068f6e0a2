/** The hotfix command: the pipeline of {@code vars/} without a controller, for when Jenkins is part of the outage. */
@NullMarked
package io.jenkins.plugins.hotfix.local;

import org.jspecify.annotations.NullMarked;
