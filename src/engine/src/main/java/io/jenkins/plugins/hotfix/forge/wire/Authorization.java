package io.jenkins.plugins.hotfix.forge.wire;

import java.io.IOException;

/**
 * Who asks.
 *
 * @param header the name of the header that has the token
 * @param scheme what stands before the token in it
 */
public record Authorization(String header, String scheme, Token token) {

    /** A token, which is a secret. Those of an app live an hour, so it is asked for anew for each request. */
    public interface Token {
        /**
         * The token as it is now.
         *
         * @throws IOException with a sentence if there is none
         */
        String get() throws IOException;
    }

    /** As GitHub wants it. */
    public static Authorization gitHub(Token token) {
        return new Authorization("Authorization", "Bearer ", token);
    }

    /** As GitLab wants it. */
    public static Authorization gitLab(Token token) {
        return new Authorization("PRIVATE-TOKEN", "", token);
    }
}
