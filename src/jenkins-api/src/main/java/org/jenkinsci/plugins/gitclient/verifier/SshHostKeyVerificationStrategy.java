package org.jenkinsci.plugins.gitclient.verifier;

import hudson.model.AbstractDescribableImpl;

public abstract class SshHostKeyVerificationStrategy<T extends HostKeyVerifierFactory>
        extends AbstractDescribableImpl<SshHostKeyVerificationStrategy<T>> {
    public abstract T getVerifier();

    private SshHostKeyVerificationStrategy() {}
}
