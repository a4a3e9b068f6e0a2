@NullMarked
package io.jenkins.plugins.hotfix.testing.selection;

import org.jspecify.annotations.NullMarked;
