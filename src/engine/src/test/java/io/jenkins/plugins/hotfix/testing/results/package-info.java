@NullMarked
package io.jenkins.plugins.hotfix.testing.results;

import org.jspecify.annotations.NullMarked;
