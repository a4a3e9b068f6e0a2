@NullMarked
package io.jenkins.plugins.hotfix.web;

import org.jspecify.annotations.NullMarked;
