@NullMarked
package io.jenkins.plugins.hotfix.stats;

import org.jspecify.annotations.NullMarked;
