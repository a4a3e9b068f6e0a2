package org.jvnet.localizer;

import java.util.Locale;

public abstract class LocaleProvider {
    public static native Locale getLocale();

    private LocaleProvider() {}
}
