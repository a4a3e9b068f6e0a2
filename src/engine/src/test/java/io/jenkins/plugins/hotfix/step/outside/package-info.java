@NullMarked
package io.jenkins.plugins.hotfix.step.outside;

import org.jspecify.annotations.NullMarked;
