package org.jenkinsci.plugins.workflow.libs;

import hudson.model.AbstractDescribableImpl;

public class LibraryConfiguration extends AbstractDescribableImpl<LibraryConfiguration> {
    public LibraryConfiguration(String name, LibraryRetriever retriever) {}

    public native void setDefaultVersion(String defaultVersion);

    public native void setImplicit(boolean implicit);

    public native void setAllowVersionOverride(boolean allowVersionOverride);

    public native void setIncludeInChangesets(boolean includeInChangesets);
}
