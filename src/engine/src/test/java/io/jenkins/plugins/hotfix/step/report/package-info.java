@NullMarked
package io.jenkins.plugins.hotfix.step.report;

import org.jspecify.annotations.NullMarked;
