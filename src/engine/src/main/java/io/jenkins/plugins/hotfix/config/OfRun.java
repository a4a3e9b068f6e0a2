package io.jenkins.plugins.hotfix.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A value that belongs to one run: a parameter of the step, and of {@code --set}, and no key of {@code .hotfix.yml}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface OfRun {}
