/** What a gate looks like in Jenkins: the form of its question. */
@NullMarked
package io.jenkins.plugins.hotfix.jenkins.gate;

import org.jspecify.annotations.NullMarked;
