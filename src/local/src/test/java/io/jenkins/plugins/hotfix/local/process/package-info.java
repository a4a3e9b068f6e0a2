@NullMarked
package io.jenkins.plugins.hotfix.local.process;

import org.jspecify.annotations.NullMarked;
