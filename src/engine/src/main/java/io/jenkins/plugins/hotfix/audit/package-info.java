/** Whether what an incident's log tells is still what its reports and its repository show. */
@NullMarked
package io.jenkins.plugins.hotfix.audit;

import org.jspecify.annotations.NullMarked;
