@NullMarked
package io.jenkins.plugins.hotfix.git.history;

import org.jspecify.annotations.NullMarked;
