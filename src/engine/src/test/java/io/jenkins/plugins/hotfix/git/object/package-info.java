@NullMarked
package io.jenkins.plugins.hotfix.git.object;

import org.jspecify.annotations.NullMarked;
