package hudson.slaves;

import hudson.FilePath;

public final class WorkspaceList {
    public static native FilePath tempDir(FilePath ws);

    private WorkspaceList() {}
}
