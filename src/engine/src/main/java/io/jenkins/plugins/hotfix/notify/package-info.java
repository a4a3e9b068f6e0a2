/** Ways to notify people and programs of an incident: what each receiver wants to be sent. */
@NullMarked
package io.jenkins.plugins.hotfix.notify;

import org.jspecify.annotations.NullMarked;
