package hudson.plugins.git;

import hudson.model.AbstractDescribableImpl;
import java.io.Serializable;

public class UserRemoteConfig extends AbstractDescribableImpl<UserRemoteConfig> implements Serializable {
    public native String getUrl();

    public native String getCredentialsId();

    private UserRemoteConfig() {}
}
