package hudson.model;

public abstract class Descriptor<T extends Describable<T>> {
    public native void save();

    public native String getDisplayName();

    protected Descriptor() {}
}
