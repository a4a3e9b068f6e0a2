package hudson.plugins.git;

import hudson.scm.SCMDescriptor;
import java.util.List;

public class GitSCM extends GitSCMBackwardCompatibility {
    public native List<UserRemoteConfig> getUserRemoteConfigs();

    public native String getGitTool();

    private GitSCM() {}

    public static final class DescriptorImpl extends SCMDescriptor<GitSCM> {
        public native String getGlobalConfigName();

        public native String getGlobalConfigEmail();

        private DescriptorImpl() {
            super((Class) null);
        }
    }
}
