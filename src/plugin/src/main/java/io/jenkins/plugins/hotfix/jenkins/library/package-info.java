/** The pipelines and templates that come with the plugin, as a shared library that nobody has to configure. */
@NullMarked
package io.jenkins.plugins.hotfix.jenkins.library;

import org.jspecify.annotations.NullMarked;
