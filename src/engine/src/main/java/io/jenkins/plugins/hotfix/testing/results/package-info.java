/** What reports and output of tests say, and the verdict. */
@NullMarked
package io.jenkins.plugins.hotfix.testing.results;

import org.jspecify.annotations.NullMarked;
