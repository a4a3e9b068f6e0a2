package hudson.plugins.git;

import hudson.EnvVars;
import hudson.model.Node;
import hudson.model.TaskListener;
import hudson.tools.ToolDescriptor;
import hudson.tools.ToolInstallation;
import java.io.IOException;

public class GitTool extends ToolInstallation {
    public native String getGitExe();

    public static native GitTool getDefaultInstallation();

    public native GitTool forNode(Node node, TaskListener log) throws IOException, InterruptedException;

    public native GitTool forEnvironment(EnvVars environment);

    public native GitTool.DescriptorImpl getDescriptor();

    private GitTool() {
        super((String) null, (String) null);
    }

    public static class DescriptorImpl extends ToolDescriptor<GitTool> {
        private DescriptorImpl() {}

        public native GitTool getInstallation(String name);
    }
}
