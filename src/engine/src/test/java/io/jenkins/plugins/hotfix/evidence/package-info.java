@NullMarked
package io.jenkins.plugins.hotfix.evidence;

import org.jspecify.annotations.NullMarked;
