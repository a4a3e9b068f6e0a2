/** What is in whose history, and who changed what. */
@NullMarked
package io.jenkins.plugins.hotfix.git.history;

import org.jspecify.annotations.NullMarked;
