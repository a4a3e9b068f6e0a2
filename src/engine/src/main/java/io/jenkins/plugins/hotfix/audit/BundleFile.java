package io.jenkins.plugins.hotfix.audit;

import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.incident.Fact.Released;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.record.Records;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * One file that holds all that is needed to verify an incident without the repository and without this software: the
 * record as a git bundle, and the released commit and the tag as git keeps them.
 */
public final class BundleFile {
    /** The record, as git bundle makes it. */
    public static final String RECORD = "record.bundle";

    /** The content of the released commit. */
    public static final String COMMIT = "commit";

    /** The content of the tag. */
    public static final String TAG = "tag";

    private static final String README = "README.txt";
    private static final Map<String, Long> LARGEST =
            Map.of(RECORD, 1L << 30, COMMIT, 1L << 20, TAG, 1L << 20, README, 1L << 20);

    private BundleFile() {}

    /** Writes it. */
    public static void write(Path file, GitRepository git, Records.Place place, Incident incident, Path scratch)
            throws IOException {
        Path record = scratch.resolve(RECORD);
        git.fetchWhole(List.of(place.ref()));
        git.bundle(record, place.ref());
        Map<String, byte[]> parts = new LinkedHashMap<>();
        Optional<Released> release = incident.release();
        if (release.isPresent()) {
            git.fetch(
                    "refs/heads/" + release.get().branch(),
                    "refs/tags/" + release.get().tag());
            git.content(release.get().commit()).ifPresent(commit -> parts.put(COMMIT, commit));
            git.content(release.get().tagObject()).ifPresent(tag -> parts.put(TAG, tag));
        }
        parts.put(README, readme(place).getBytes(StandardCharsets.UTF_8));
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry(RECORD));
            Files.copy(record, zip);
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
            }
        }
    }

    private static String readme(Records.Place place) {
        return """
                Everything that is needed to verify %s, with git, ssh-keygen or gpg, and a shell.
                record.bundle  the record: git fetch record.bundle '%s'
                commit, tag    the released commit and its tag, as git hash-object -t commit|tag takes them
                How: docs/audit.md of the hotfix project, "Without this software". Or: hotfix audit verify --bundle FILE
                """.formatted(place.incident(), place.ref());
    }

    /**
     * Reads it: the parts that are known, in a directory.
     *
     * @throws IOException if it is no such file, or larger than such a file is
     */
    public static void unpack(Path file, Path directory) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Long largest = LARGEST.get(entry.getName());
                if (largest == null) {
                    throw new IOException(file + " holds a file that does not belong there. It was not verified.");
                }
                copy(zip, directory.resolve(entry.getName()), largest);
            }
        }
        if (!Files.exists(directory.resolve(RECORD))) {
            throw new IOException(file + " holds no record. It is not what \"audit bundle\" makes.");
        }
    }

    private static void copy(InputStream from, Path to, long largest) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long total = 0;
        try (OutputStream out = Files.newOutputStream(to)) {
            for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
                total += read;
                if (total > largest) {
                    throw new IOException(to.getFileName() + " is larger than it can be. It was not verified.");
                }
                out.write(buffer, 0, read);
            }
        }
    }
}
