/** What many commits are on many branches, found in memory from one walk of the history. */
@NullMarked
package io.jenkins.plugins.hotfix.survey;

import org.jspecify.annotations.NullMarked;
