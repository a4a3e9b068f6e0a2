package org.jenkinsci.plugins.workflow.libs;

import hudson.model.Job;
import java.util.Collection;
import java.util.Map;

public abstract class LibraryResolver {
    public LibraryResolver() {}

    public abstract boolean isTrusted();

    public abstract Collection<LibraryConfiguration> forJob(Job<?, ?> job, Map<String, String> libraryVersions);
}
