/** A small service with a fault in production, for whoever wants to watch a hotfix. */
@NullMarked
package io.jenkins.plugins.hotfix.local.demo;

import org.jspecify.annotations.NullMarked;
