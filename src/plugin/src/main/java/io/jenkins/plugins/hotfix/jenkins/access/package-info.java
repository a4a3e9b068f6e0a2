/** Who may do what with a hotfix, as an administrator grants it. */
@NullMarked
package io.jenkins.plugins.hotfix.jenkins.access;

import org.jspecify.annotations.NullMarked;
