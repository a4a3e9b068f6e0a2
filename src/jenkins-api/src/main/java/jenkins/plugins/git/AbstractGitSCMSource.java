package jenkins.plugins.git;

import jenkins.scm.api.SCMSource;

public abstract class AbstractGitSCMSource extends SCMSource {
    public AbstractGitSCMSource() {}
}
