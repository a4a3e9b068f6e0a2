/** The contract of an operation with its host, and what all phases share. Knows none of the operations. */
@NullMarked
package io.jenkins.plugins.hotfix.step;

import org.jspecify.annotations.NullMarked;
