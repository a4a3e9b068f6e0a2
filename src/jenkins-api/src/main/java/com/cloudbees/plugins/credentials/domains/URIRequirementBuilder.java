package com.cloudbees.plugins.credentials.domains;

import java.util.List;

public class URIRequirementBuilder {
    public static native URIRequirementBuilder fromUri(String uri);

    public native List<?> build();

    private URIRequirementBuilder() {}
}
