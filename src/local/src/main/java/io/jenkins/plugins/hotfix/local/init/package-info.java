/** A first {@code .hotfix.yml} for a repository that has none. */
@NullMarked
package io.jenkins.plugins.hotfix.local.init;

import org.jspecify.annotations.NullMarked;
