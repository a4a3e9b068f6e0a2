/** The plugin in a controller: real Jenkins, real agents, real repositories. */
@NullMarked
package io.jenkins.plugins.hotfix.jenkins.controller;

import org.jspecify.annotations.NullMarked;
