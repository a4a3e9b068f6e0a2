/**
 * Runs a Pipeline script the way Jenkins does: CPS-transformed, in green threads on one thread, saved whenever it
 * waits.
 *
 * <p>The rules follow the Pipeline: Groovy plugin, so that a script which this package runs also runs there, and a
 * script that breaks there breaks here.
 */
@NullMarked
package io.jenkins.plugins.hotfix.local.cps;

import org.jspecify.annotations.NullMarked;
