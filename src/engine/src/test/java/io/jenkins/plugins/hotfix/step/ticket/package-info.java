@NullMarked
package io.jenkins.plugins.hotfix.step.ticket;

import org.jspecify.annotations.NullMarked;
