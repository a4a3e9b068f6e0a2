@NullMarked
package io.jenkins.plugins.hotfix.git.lock;

import org.jspecify.annotations.NullMarked;
