/** What an administrator sets for all jobs of the controller. */
@NullMarked
package io.jenkins.plugins.hotfix.jenkins.config;

import org.jspecify.annotations.NullMarked;
