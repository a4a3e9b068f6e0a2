package hudson.model;

import net.sf.json.JSONObject;
import org.kohsuke.stapler.StaplerRequest2;

public abstract class Descriptor<T extends Describable<T>> {
    public native void save();

    public native T newInstance(StaplerRequest2 req, JSONObject formData) throws Descriptor.FormException;

    public native String getDisplayName();

    protected Descriptor() {}

    public static final class FormException extends Exception {
        public FormException(String message, String formField) {}
    }
}
