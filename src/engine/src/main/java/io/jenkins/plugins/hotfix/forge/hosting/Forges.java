package io.jenkins.plugins.hotfix.forge.hosting;

import io.jenkins.plugins.hotfix.forge.Forge;
import io.jenkins.plugins.hotfix.forge.NoForge;
import io.jenkins.plugins.hotfix.forge.github.GitHubForge;
import io.jenkins.plugins.hotfix.forge.hosting.ForgeSettings.Kind;
import io.jenkins.plugins.hotfix.forge.wire.Authorization;
import io.jenkins.plugins.hotfix.forge.wire.Wire;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The forge of a repository: by the settings, the remote's URL, and whether the host of the engine has a token for it. The
 * token goes to the remote's own host and to no other, whatever the settings say.
 */
public final class Forges {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Tokens tokens;
    private final HttpClient client;
    private final Wire.Patience patience;

    /**
     * @param client follows no redirects
     */
    public Forges(Tokens tokens, HttpClient client, Wire.Patience patience) {
        this.tokens = tokens;
        this.client = client;
        this.patience = patience;
    }

    /** The tokens of the engine's host. */
    public interface Tokens {
        /**
         * How to ask a forge.
         *
         * @param host as the remote's URL has it; empty for a directory
         * @return empty if there is no token for it
         */
        Optional<Authorization> of(Kind kind, String host);

        /** Another address of the API that belongs to the host, by the word of who administers the engine's host. */
        default @Nullable String api(Kind kind, String host) {
            return null;
        }
    }

    /** The forge of a remote, or the reason why there is none. */
    public Forge of(String remote, ForgeSettings settings) {
        Optional<Place> place = Place.of(remote);
        if (place.isEmpty()) {
            return new NoForge("The remote's URL names no repository of a forge.");
        }
        Kind kind = settings.kind() == Kind.AUTO ? kind(place.get().host()) : settings.kind();
        if (kind == Kind.GIT) {
            return new NoForge("Git alone is used.");
        }
        Optional<Authorization> authorization = tokens.of(kind, place.get().host());
        if (authorization.isEmpty()) {
            return new NoForge("There is no token for " + name(place.get(), kind) + ".");
        }
        URI api = URI.create(api(kind, place.get(), settings));
        if (!belongs(api, place.get().host())
                && !api.toString().equals(tokens.api(kind, place.get().host()))) {
            return new NoForge("forge.apiUrl names another host than the remote's URL, and a token is not sent there.");
        }
        Wire wire = new Wire(client, authorization.get(), api.getRawAuthority(), patience);
        return switch (kind) {
            case GITHUB ->
                new GitHubForge(wire, api, place.get().owner(), place.get().name());
            default -> new NoForge("This version cannot ask GitLab.");
        };
    }

    private static String name(Place place, Kind kind) {
        return place.host().isEmpty() ? kind.name().toLowerCase(Locale.ROOT) : place.host();
    }

    /** What is known of a host by its name alone. */
    private static Kind kind(String host) {
        return switch (host) {
            case "github.com", "ssh.github.com" -> Kind.GITHUB;
            case "gitlab.com", "altssh.gitlab.com" -> Kind.GITLAB;
            default -> Kind.GIT;
        };
    }

    private String api(Kind kind, Place place, ForgeSettings settings) {
        String known = tokens.api(kind, place.host());
        if (settings.apiUrl() != null) {
            return settings.apiUrl();
        }
        if (known != null) {
            return known;
        }
        return switch (place.host()) {
            case "github.com", "ssh.github.com" -> "https://api.github.com";
            case "altssh.gitlab.com" -> "https://gitlab.com/api/v4";
            default -> "https://" + place.host() + (kind == Kind.GITLAB ? "/api/v4" : "/api/v3");
        };
    }

    /** Whether the address is the host's own; nobody on the way may read the token. */
    private static boolean belongs(URI api, String remote) {
        String host = String.valueOf(api.getHost());
        if (LOOPBACK.contains(host)) {
            return remote.isEmpty() || remote.equals(api.getRawAuthority());
        }
        String own = remote.replaceAll(":\\d+$", "").replaceAll("^(ssh|altssh)\\.", "");
        return "https".equals(api.getScheme()) && (host.equals(own) || host.equals("api." + own));
    }
}
