/** What the steps can be given, against the documents. */
@NullMarked
package io.jenkins.plugins.hotfix.step.registry;

import org.jspecify.annotations.NullMarked;
