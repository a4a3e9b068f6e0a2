/** Directories of files that this program brings with it. */
@NullMarked
package io.jenkins.plugins.hotfix.local.resource;

import org.jspecify.annotations.NullMarked;
