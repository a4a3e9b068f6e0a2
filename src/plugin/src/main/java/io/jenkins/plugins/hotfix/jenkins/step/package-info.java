/** The pipeline steps: their parameters, their forms, and how a call goes to the engine and back. */
@NullMarked
package io.jenkins.plugins.hotfix.jenkins.step;

import org.jspecify.annotations.NullMarked;
