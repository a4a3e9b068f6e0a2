package io.jenkins.plugins.hotfix.local.cps;

import io.jenkins.plugins.hotfix.local.resource.ResourceDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A shared library: the scripts of its {@code vars} by name and the files of its {@code resources}.
 *
 * @param vars where the source of each global variable is, by the variable's name
 * @param resources where its resource files are; null for the class path
 */
public record Library(Map<String, URL> vars, @Nullable Path resources) {

    private static final String SUFFIX = ".groovy";

    public Library {
        vars = new TreeMap<>(vars);
    }

    /** The library of a directory that holds {@code vars/} and perhaps {@code resources/}. */
    public static Library in(Path directory) {
        return new Library(scripts(directory.resolve("vars")), directory.resolve("resources"));
    }

    /** The library that this program brings on its class path. */
    public static Library bundled() {
        try (ResourceDirectory vars = ResourceDirectory.open(Library.class.getResource("/vars"))
                .orElseThrow(() -> new IOException("they are not on the class path"))) {
            return new Library(scripts(vars.path()), null);
        } catch (IOException e) {
            throw new UncheckedIOException("The pipeline scripts of this program cannot be read.", e);
        }
    }

    private static Map<String, URL> scripts(Path directory) {
        Map<String, URL> found = new HashMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = file.getFileName().toString();
                if (name.endsWith(SUFFIX)) {
                    found.put(
                            name.substring(0, name.length() - SUFFIX.length()),
                            file.toUri().toURL());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The scripts in " + directory + " cannot be listed.", e);
        }
        return found;
    }

    /**
     * Opens a resource file of the library.
     *
     * @param path relative, with slashes
     * @return where it is; empty if there is none of that path or the path leaves the library
     */
    public Optional<URL> resource(String path) {
        try {
            if (resources == null) {
                return Optional.ofNullable(Library.class.getResource("/" + path));
            }
            Path file = resources.resolve(path).normalize();
            return file.startsWith(resources.normalize())
                            && Files.isRegularFile(file)
                            && file.toRealPath().startsWith(resources.toRealPath())
                    ? Optional.of(file.toUri().toURL())
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
