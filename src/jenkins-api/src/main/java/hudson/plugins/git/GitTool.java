package hudson.plugins.git;

import hudson.tools.ToolDescriptor;
import hudson.tools.ToolInstallation;

public class GitTool extends ToolInstallation {
    public native String getGitExe();

    public native GitTool.DescriptorImpl getDescriptor();

    private GitTool() {
        super((String) null, (String) null);
    }

    public static class DescriptorImpl extends ToolDescriptor<GitTool> {
        private DescriptorImpl() {}
    }
}
