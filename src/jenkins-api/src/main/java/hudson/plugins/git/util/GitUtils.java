package hudson.plugins.git.util;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Node;
import hudson.model.TaskListener;
import hudson.plugins.git.GitTool;
import java.io.Serializable;

public class GitUtils implements Serializable {
    public static native Node workspaceToNode(FilePath workspace);

    public static native GitTool resolveGitTool(String gitTool, Node builtOn, EnvVars env, TaskListener listener);

    private GitUtils() {}
}
