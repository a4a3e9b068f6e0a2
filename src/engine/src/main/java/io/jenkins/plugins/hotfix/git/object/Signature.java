package io.jenkins.plugins.hotfix.git.object;

import java.io.Serializable;

/**
 * What git makes of the signature of a commit or a tag.
 *
 * @param words git's own, naming the signer; empty if it is not signed
 */
public record Signature(Status status, String words) implements Serializable {
    /** Whether it can be relied on. */
    public enum Status {
        GOOD,
        /** The content is not what was signed, or the key is not trusted, expired or revoked. */
        BAD,
        /** There is nothing to check it with here: no list of keys, no public key, no program. */
        UNCHECKED,
        NONE
    }
}
