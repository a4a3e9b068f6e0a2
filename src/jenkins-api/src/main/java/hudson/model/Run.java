package hudson.model;

import hudson.security.AccessControlled;
import java.io.File;
import java.io.IOException;
import java.util.List;
import jenkins.model.ArtifactManager;

public abstract class Run<JobT extends Job<JobT, RunT>, RunT extends Run<JobT, RunT>> extends Actionable
        implements Comparable<RunT>, AccessControlled, ModelObject {
    public native void addAction(Action a);

    public final native boolean isKeepLog();

    public native void keepLog(boolean newValue) throws IOException;

    public native void save() throws IOException;

    public native RunT getPreviousBuild();

    public native boolean isBuilding();

    public native String getFullDisplayName();

    public final native ArtifactManager pickArtifactManager() throws IOException;

    public native File getRootDir();

    public native JobT getParent();

    public native String getUrl();

    public native List<Cause> getCauses();

    private Run() {}
}
