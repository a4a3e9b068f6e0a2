@NullMarked
package io.jenkins.plugins.hotfix.step.documents;

import org.jspecify.annotations.NullMarked;
