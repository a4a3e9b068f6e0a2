/** The steps that every Jenkins has and a pipeline uses between the hotfix steps, with the same arguments and effects. */
@NullMarked
package io.jenkins.plugins.hotfix.local.primitive;

import org.jspecify.annotations.NullMarked;
