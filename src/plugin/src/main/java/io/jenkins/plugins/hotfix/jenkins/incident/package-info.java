/** What a build keeps of its incident: the log and the documents in its directory, the page that shows them, its gates. */
@NullMarked
package io.jenkins.plugins.hotfix.jenkins.incident;

import org.jspecify.annotations.NullMarked;
