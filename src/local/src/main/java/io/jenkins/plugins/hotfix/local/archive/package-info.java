/** The files of the incidents: one directory each, with its log, its reports and what is needed to go on. */
@NullMarked
package io.jenkins.plugins.hotfix.local.archive;

import org.jspecify.annotations.NullMarked;
