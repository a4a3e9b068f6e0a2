@NullMarked
package io.jenkins.plugins.hotfix.incident;

import org.jspecify.annotations.NullMarked;
