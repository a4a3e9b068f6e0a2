/** What is configured, and which word counts: settings in layers, bound to the request record of a step. */
@NullMarked
package io.jenkins.plugins.hotfix.config;

import org.jspecify.annotations.NullMarked;
