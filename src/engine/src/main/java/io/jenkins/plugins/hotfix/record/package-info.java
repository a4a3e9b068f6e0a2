/** The incident's record in its repository: a chain of commits whose trees hold the log and what lies beside it. */
@NullMarked
package io.jenkins.plugins.hotfix.record;

import org.jspecify.annotations.NullMarked;
