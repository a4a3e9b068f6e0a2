/** Files of the repository that tell of a hotfix: something is added to them, and the rest stays byte for byte. */
@NullMarked
package io.jenkins.plugins.hotfix.documents;

import org.jspecify.annotations.NullMarked;
