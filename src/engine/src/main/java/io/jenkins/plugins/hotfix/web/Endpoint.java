package io.jenkins.plugins.hotfix.web;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * Where requests go. All of the address but its host may be a secret, as that of a webhook is, so its text is the host alone.
 *
 * @param uri an http or https address
 */
public record Endpoint(URI uri) {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /**
     * Reads an address that may be a secret.
     *
     * @return empty if the text is none; it is not repeated
     */
    public static Optional<Endpoint> of(String text) {
        try {
            URI uri = URI.create(text.strip());
            boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            return web && uri.getHost() != null && uri.getUserInfo() == null
                    ? Optional.of(new Endpoint(uri))
                    : Optional.empty();
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    /** The machine that is meant, with its port unless that is the usual one. */
    public String host() {
        return uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }

    /** Whether nobody on the way can read what is sent there. */
    public boolean confidential() {
        return "https".equalsIgnoreCase(uri.getScheme()) || LOOPBACK.contains(uri.getHost());
    }

    /** Another page of the same machine. */
    public Endpoint page(String path) {
        return new Endpoint(uri.resolve(path));
    }

    @Override
    public String toString() {
        return host();
    }
}
