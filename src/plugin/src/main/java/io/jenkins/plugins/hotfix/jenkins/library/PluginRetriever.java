package io.jenkins.plugins.hotfix.jenkins.library;

import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.libs.LibraryRetriever;

/** Copies the library out of the plugin. */
final class PluginRetriever extends LibraryRetriever {
    private static final String ROOT = "/io/jenkins/plugins/hotfix/library/";

    @Override
    public void retrieve(
            String name, String version, boolean changelog, FilePath target, Run<?, ?> run, TaskListener listener)
            throws IOException, InterruptedException {
        retrieve(name, version, target, run, listener);
    }

    @Override
    public void retrieve(String name, String version, FilePath target, Run<?, ?> run, TaskListener listener)
            throws IOException, InterruptedException {
        URL root = Objects.requireNonNull(PluginRetriever.class.getResource(ROOT));
        try {
            if (root.openConnection() instanceof JarURLConnection entry) {
                try (FileSystem jar =
                        FileSystems.newFileSystem(Path.of(entry.getJarFileURL().toURI()))) {
                    copy(jar.getPath(ROOT), target);
                }
            } else {
                copy(Path.of(root.toURI()), target);
            }
        } catch (URISyntaxException e) {
            throw new IOException(root.toString(), e);
        }
    }

    private static void copy(Path library, FilePath target) throws IOException, InterruptedException {
        try (Stream<Path> files = Files.walk(library)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                try (InputStream content = Files.newInputStream(file)) {
                    target.child(library.relativize(file).toString()).copyFrom(content);
                }
            }
        }
    }
}
