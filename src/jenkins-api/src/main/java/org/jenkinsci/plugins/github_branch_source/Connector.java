package org.jenkinsci.plugins.github_branch_source;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.model.Item;

public class Connector {
    public static native StandardCredentials lookupScanCredentials(
            Item context, String apiUri, String scanCredentialsId, String repoOwner);

    private Connector() {}
}
