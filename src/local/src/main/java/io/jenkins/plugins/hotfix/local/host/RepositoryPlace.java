package io.jenkins.plugins.hotfix.local.host;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which repository is hotfixed: a directory on this machine, or a remote of which there is no clone here.
 *
 * @param directory null if there is none
 * @param url null if there is a directory
 */
public record RepositoryPlace(
        @Nullable Path directory, @Nullable String url) {

    private static final Pattern URL = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.+|[^/\\s:]+:[^\\s]+");

    private static final Pattern PASSWORD = Pattern.compile("(?<=://)([^/@:]*):[^/@]*@");

    /** What a person named; empty if it is neither a directory nor has the form of a URL. */
    public static Optional<RepositoryPlace> named(String name) {
        try {
            Path directory = Path.of(name);
            if (!name.isBlank() && Files.isDirectory(directory)) {
                return Optional.of(
                        new RepositoryPlace(directory.toAbsolutePath().normalize(), null));
            }
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
        return URL.matcher(name).matches() ? Optional.of(new RepositoryPlace(null, name)) : Optional.empty();
    }

    /** Its name as it may be shown and kept: without a password that stands in the URL. */
    @Override
    public String toString() {
        return directory != null
                ? directory.toString()
                : PASSWORD.matcher(String.valueOf(url)).replaceFirst("$1@");
    }
}
