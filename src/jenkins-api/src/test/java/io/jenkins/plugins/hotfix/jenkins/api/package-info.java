/** Holds the signatures against those of the real Jenkins. */
package io.jenkins.plugins.hotfix.jenkins.api;
