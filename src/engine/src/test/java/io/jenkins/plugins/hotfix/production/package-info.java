/** Health checks and metrics, asked of real servers. */
@NullMarked
package io.jenkins.plugins.hotfix.production;

import org.jspecify.annotations.NullMarked;
