package hudson.plugins.git;

import hudson.scm.SCM;
import java.io.Serializable;

public abstract class GitSCMBackwardCompatibility extends SCM implements Serializable {
    public native GitSCM.DescriptorImpl getDescriptor();

    public GitSCMBackwardCompatibility() {}
}
