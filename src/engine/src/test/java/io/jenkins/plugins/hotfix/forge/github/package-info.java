@NullMarked
package io.jenkins.plugins.hotfix.forge.github;

import org.jspecify.annotations.NullMarked;
