/** Lets a pipeline call the hotfix steps on this machine: runs the engine, keeps the log and the reports. */
@NullMarked
package io.jenkins.plugins.hotfix.local.host;

import org.jspecify.annotations.NullMarked;
