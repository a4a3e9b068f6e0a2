@NullMarked
package io.jenkins.plugins.hotfix.step.release;

import org.jspecify.annotations.NullMarked;
