@NullMarked
package io.jenkins.plugins.hotfix.step.backport;

import org.jspecify.annotations.NullMarked;
