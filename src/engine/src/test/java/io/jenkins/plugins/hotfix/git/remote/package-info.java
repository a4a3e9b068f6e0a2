@NullMarked
package io.jenkins.plugins.hotfix.git.remote;

import org.jspecify.annotations.NullMarked;
