package io.jenkins.plugins.hotfix.forge.wire;

import java.io.IOException;

/** Who asks. Tokens of an app live an hour, so it is asked for anew for each request. */
public interface Authorization {
    /** The name of the header that has the token. */
    String header();

    /** What stands before the token in it. */
    String scheme();

    /**
     * The token; a secret.
     *
     * @throws IOException with a sentence if there is none now
     */
    String token() throws IOException;
}
