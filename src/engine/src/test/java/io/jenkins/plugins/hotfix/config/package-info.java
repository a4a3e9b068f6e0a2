/** Settings in layers. */
@NullMarked
package io.jenkins.plugins.hotfix.config;

import org.jspecify.annotations.NullMarked;
