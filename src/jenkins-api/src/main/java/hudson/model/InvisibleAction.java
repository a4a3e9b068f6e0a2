package hudson.model;

public abstract class InvisibleAction implements Action {
    public InvisibleAction() {}

    public final native String getDisplayName();

    public final native String getIconFileName();

    public native String getUrlName();
}
