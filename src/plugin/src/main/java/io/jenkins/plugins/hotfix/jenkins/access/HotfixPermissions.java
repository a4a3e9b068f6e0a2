package io.jenkins.plugins.hotfix.jenkins.access;

import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.model.Item;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.security.PermissionScope;
import org.jvnet.localizer.Localizable;
import org.jvnet.localizer.ResourceBundleHolder;

/**
 * The permissions of hotfixes. Whoever may configure a job can write a gate out of its pipeline, so they have them; that
 * somebody may start a build says nothing of what they may answer for.
 */
public final class HotfixPermissions {
    public static final PermissionGroup GROUP = new PermissionGroup(HotfixPermissions.class, text("group"));

    /** To answer a gate. */
    public static final Permission APPROVE = permission("Approve");

    /** To break the lock of another incident. */
    public static final Permission BREAK_LOCK = permission("BreakLock");

    private HotfixPermissions() {}

    private static Permission permission(String name) {
        return new Permission(GROUP, name, text(name), Item.CONFIGURE, PermissionScope.ITEM);
    }

    private static Localizable text(String key) {
        return new Localizable(ResourceBundleHolder.get(HotfixPermissions.class), key);
    }

    /** Makes them known before the first form lists permissions, and before a configuration grants them. */
    @Initializer(before = InitMilestone.EXTENSIONS_AUGMENTED)
    public static PermissionGroup register() {
        return GROUP;
    }
}
