/** What a gate asks: texts and fields, made from what is on record. Knows neither hosts nor operations. */
@NullMarked
package io.jenkins.plugins.hotfix.step.gate;

import org.jspecify.annotations.NullMarked;
