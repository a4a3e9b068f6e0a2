@NullMarked
package io.jenkins.plugins.hotfix.test;

import org.jspecify.annotations.NullMarked;
