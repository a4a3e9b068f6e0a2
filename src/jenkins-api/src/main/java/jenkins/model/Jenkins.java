package jenkins.model;

import hudson.PluginManager;
import hudson.model.AbstractCIBase;
import hudson.model.Descriptor;
import hudson.model.ItemGroup;
import hudson.model.ModelObject;
import hudson.security.AccessControlled;
import hudson.security.Permission;
import hudson.security.SecurityRealm;
import hudson.slaves.NodeDescriptor;
import org.springframework.security.core.Authentication;

public class Jenkins extends AbstractCIBase implements ItemGroup, ModelObject, AccessControlled {
    public static native Jenkins get() throws IllegalStateException;

    public static final Permission ADMINISTER = null;

    public static final Authentication ANONYMOUS2 = null;

    public static native Authentication getAuthentication2();

    public native boolean isUseSecurity();

    public native SecurityRealm getSecurityRealm();

    public native PluginManager getPluginManager();

    public native <T extends Descriptor> T getDescriptorByType(Class<T> type);

    public native String getRootUrl() throws IllegalStateException;

    public native String getDisplayName();

    public native NodeDescriptor getDescriptor();

    private Jenkins() {}
}
