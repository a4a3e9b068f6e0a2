@NullMarked
package io.jenkins.plugins.hotfix.json;

import org.jspecify.annotations.NullMarked;
