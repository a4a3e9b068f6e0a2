/** What is known of production: how it is deployed by hand, whether it is healthy, what its metrics say. */
@NullMarked
package io.jenkins.plugins.hotfix.production;

import org.jspecify.annotations.NullMarked;
