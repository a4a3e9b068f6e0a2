@NullMarked
package io.jenkins.plugins.hotfix.step.notice;

import org.jspecify.annotations.NullMarked;
