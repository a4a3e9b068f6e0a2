@NullMarked
package io.jenkins.plugins.hotfix.tracker;

import org.jspecify.annotations.NullMarked;
