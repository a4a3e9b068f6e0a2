package io.jenkins.plugins.hotfix.git.object;

import java.io.Serializable;

/**
 * What stands at a path, unless that is a directory.
 *
 * @param mode as git writes it in a tree: octal without leading zeros
 * @param id of the blob, or of a submodule's commit
 */
public record TreeEntry(String mode, String id) implements Serializable {
    private static final String LINK = "120000";
    private static final String SUBMODULE = "160000";

    /** Whether it is a symbolic link. */
    public boolean isLink() {
        return mode.equals(LINK);
    }

    /** Whether it is a commit of another repository. */
    public boolean isSubmodule() {
        return mode.equals(SUBMODULE);
    }
}
