@NullMarked
package io.jenkins.plugins.hotfix.backport;

import org.jspecify.annotations.NullMarked;
