package io.jenkins.plugins.hotfix.git.remote;

import io.jenkins.plugins.hotfix.git.command.GitException;
import java.nio.file.Path;

/** The repository that what is fetched comes to. */
public interface Receiver {
    /** Where it is. */
    Path directory();

    /** The remote, as git is given it: with user name and password, if the URL has them. */
    String remoteUrl();

    /** Whether no clone lends its objects, so that everything comes over the network. */
    boolean isLight();

    /** Makes it anew: what it borrowed is gone. */
    void renew() throws GitException;
}
