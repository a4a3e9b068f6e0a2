/** What a gate asks a person: texts and fields, in each language that there is. */
@NullMarked
package io.jenkins.plugins.hotfix.question;

import org.jspecify.annotations.NullMarked;
