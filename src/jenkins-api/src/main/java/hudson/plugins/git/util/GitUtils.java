package hudson.plugins.git.util;

import hudson.FilePath;
import hudson.model.Node;
import java.io.Serializable;

public class GitUtils implements Serializable {
    public static native Node workspaceToNode(FilePath workspace);

    private GitUtils() {}
}
