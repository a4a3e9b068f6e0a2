/** Backports outside a hotfix: commits picked onto branches, or many cases tried at once. */
@NullMarked
package io.jenkins.plugins.hotfix.local.backport;

import org.jspecify.annotations.NullMarked;
