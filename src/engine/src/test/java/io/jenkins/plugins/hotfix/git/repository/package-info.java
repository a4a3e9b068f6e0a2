@NullMarked
package io.jenkins.plugins.hotfix.git.repository;

import org.jspecify.annotations.NullMarked;
