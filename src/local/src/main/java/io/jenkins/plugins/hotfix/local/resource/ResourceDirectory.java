package io.jenkins.plugins.hotfix.local.resource;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A directory on the class path, whether it lies in a directory or in a jar. Its path is valid until it is closed. */
public final class ResourceDirectory implements Closeable {

    private final Path path;
    private final @Nullable FileSystem jar;

    private ResourceDirectory(Path path, @Nullable FileSystem jar) {
        this.path = path;
        this.jar = jar;
    }

    /**
     * Opens a directory.
     *
     * @param location where a class loader found it; empty if it found none
     */
    public static Optional<ResourceDirectory> open(@Nullable URL location) throws IOException {
        if (location == null) {
            return Optional.empty();
        }
        try {
            URI uri = location.toURI();
            if (uri.getScheme().equals("file")) {
                return Optional.of(new ResourceDirectory(Path.of(uri), null));
            }
            FileSystem jar = FileSystems.newFileSystem(uri, Map.of());
            String inside = uri.getSchemeSpecificPart();
            return Optional.of(new ResourceDirectory(jar.getPath(inside.substring(inside.indexOf("!/") + 1)), jar));
        } catch (URISyntaxException e) {
            throw new IOException("The files of this program cannot be read at " + location + ".", e);
        }
    }

    /** The directory. */
    public Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        if (jar != null) {
            jar.close();
        }
    }
}
