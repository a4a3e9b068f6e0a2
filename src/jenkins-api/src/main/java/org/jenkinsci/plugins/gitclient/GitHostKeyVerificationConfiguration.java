package org.jenkinsci.plugins.gitclient;

import hudson.model.PersistentDescriptor;
import jenkins.model.GlobalConfiguration;
import org.jenkinsci.plugins.gitclient.verifier.HostKeyVerifierFactory;
import org.jenkinsci.plugins.gitclient.verifier.SshHostKeyVerificationStrategy;

public class GitHostKeyVerificationConfiguration extends GlobalConfiguration implements PersistentDescriptor {
    public static native GitHostKeyVerificationConfiguration get();

    public native SshHostKeyVerificationStrategy<? extends HostKeyVerifierFactory> getSshHostKeyVerificationStrategy();

    private GitHostKeyVerificationConfiguration() {}
}
