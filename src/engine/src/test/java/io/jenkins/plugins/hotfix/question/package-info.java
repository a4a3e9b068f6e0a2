@NullMarked
package io.jenkins.plugins.hotfix.question;

import org.jspecify.annotations.NullMarked;
