@NullMarked
package io.jenkins.plugins.hotfix.documents;

import org.jspecify.annotations.NullMarked;
