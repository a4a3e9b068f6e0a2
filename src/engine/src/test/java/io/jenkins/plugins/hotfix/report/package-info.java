@NullMarked
package io.jenkins.plugins.hotfix.report;

import org.jspecify.annotations.NullMarked;
