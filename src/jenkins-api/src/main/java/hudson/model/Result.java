package hudson.model;

import java.io.Serializable;

public final class Result implements Serializable {
    public static final Result UNSTABLE = null;

    public static final Result NOT_BUILT = null;

    public static final Result ABORTED = null;

    private Result() {}
}
