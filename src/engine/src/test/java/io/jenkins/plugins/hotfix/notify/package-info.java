@NullMarked
package io.jenkins.plugins.hotfix.notify;

import org.jspecify.annotations.NullMarked;
