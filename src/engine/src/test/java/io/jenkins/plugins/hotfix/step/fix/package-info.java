@NullMarked
package io.jenkins.plugins.hotfix.step.fix;

import org.jspecify.annotations.NullMarked;
