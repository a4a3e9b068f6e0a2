/** What people read: reports of an incident, rendered from templates. */
@NullMarked
package io.jenkins.plugins.hotfix.report;

import org.jspecify.annotations.NullMarked;
