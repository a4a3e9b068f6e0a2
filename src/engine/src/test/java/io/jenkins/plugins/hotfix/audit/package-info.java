@NullMarked
package io.jenkins.plugins.hotfix.audit;

import org.jspecify.annotations.NullMarked;
