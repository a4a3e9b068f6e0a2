/**
 * How a fix gets to other branches: which are meant, whether it is there already, as which commits it landed, why it does
 * not apply and after which commits it would. Nothing here changes a branch.
 */
@NullMarked
package io.jenkins.plugins.hotfix.backport;

import org.jspecify.annotations.NullMarked;
