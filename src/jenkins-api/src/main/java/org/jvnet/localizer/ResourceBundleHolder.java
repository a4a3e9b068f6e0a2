package org.jvnet.localizer;

import java.io.Serializable;

public final class ResourceBundleHolder implements Serializable {
    public static synchronized native ResourceBundleHolder get(Class<?> clazz);

    private ResourceBundleHolder() {}
}
