/** Requests to other machines: they end in time, stay where they were sent, and say why they failed without a secret. */
@NullMarked
package io.jenkins.plugins.hotfix.web;

import org.jspecify.annotations.NullMarked;
