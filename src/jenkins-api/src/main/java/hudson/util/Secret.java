package hudson.util;

import java.io.Serializable;

public final class Secret implements Serializable {
    public native String getPlainText();

    public static native String toString(Secret s);

    private Secret() {}
}
