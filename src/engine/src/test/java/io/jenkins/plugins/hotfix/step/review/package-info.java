@NullMarked
package io.jenkins.plugins.hotfix.step.review;

import org.jspecify.annotations.NullMarked;
