package hudson.util;

import java.io.IOException;

public abstract class FormValidation extends IOException {
    public static native FormValidation ok();

    public static native FormValidation error(String message);

    private FormValidation() {}
}
