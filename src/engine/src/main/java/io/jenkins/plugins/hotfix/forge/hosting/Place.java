package io.jenkins.plugins.hotfix.forge.hosting;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a repository is, as the URL of its remote says.
 *
 * @param host empty for a directory of this machine
 * @param path without a slash at its beginning and without {@code .git}
 */
public record Place(String host, String path) {
    /** {@code git@github.com:acme/shop.git} */
    private static final Pattern SCP = Pattern.compile("(?:[^@/:]+@)?([A-Za-z0-9.-]+):(?!//)([^:]+)");

    private static final Pattern FULL_PATH = Pattern.compile("[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)+");

    /** Reads it; empty if the repository is nowhere where a forge could be. */
    public static Optional<Place> of(String url) {
        Matcher scp = SCP.matcher(url);
        if (scp.matches()) {
            return place(scp.group(1), scp.group(2));
        }
        try {
            URI uri = URI.create(url);
            return uri.getHost() == null
                    ? place("", uri.getPath() == null ? url : lastTwo(uri.getPath()))
                    : place(uri.getHost() + port(uri), uri.getPath());
        } catch (IllegalArgumentException directory) {
            return place("", lastTwo(url));
        }
    }

    /** The port of ssh is not that of the API. */
    private static String port(URI uri) {
        boolean web = uri.getScheme().startsWith("http");
        return web && uri.getPort() > 0 ? ":" + uri.getPort() : "";
    }

    private static String lastTwo(String path) {
        String[] parts = path.replaceAll("/+$", "").split("/");
        return parts.length < 2 ? path : parts[parts.length - 2] + "/" + parts[parts.length - 1];
    }

    private static Optional<Place> place(String host, String path) {
        String plain = path.replaceAll("^/+|/+$", "").replaceAll("\\.git$", "");
        return FULL_PATH.matcher(plain).matches()
                ? Optional.of(new Place(host.toLowerCase(Locale.ROOT), plain))
                : Optional.empty();
    }

    /** All of the path but its last part. */
    public String owner() {
        return path.substring(0, path.lastIndexOf('/'));
    }

    /** The last part of the path. */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
