@NullMarked
package io.jenkins.plugins.hotfix.git;

import org.jspecify.annotations.NullMarked;
