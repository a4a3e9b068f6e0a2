package io.jenkins.plugins.hotfix.local.archive;

import io.jenkins.plugins.hotfix.incident.BrokenLogException;
import io.jenkins.plugins.hotfix.incident.IncidentLog;
import io.jenkins.plugins.hotfix.incident.WholeFile;
import io.jenkins.plugins.hotfix.json.Json;
import io.jenkins.plugins.hotfix.stats.Figures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What lists and figures need of each log, kept in a file of the archive so that not all logs are read each time. It is no
 * evidence: whoever verifies reads the logs. A row counts as long as its log has the size and the time that it had; where
 * the file is missing, damaged or of another version, it is made anew.
 */
public final class ArchiveIndex {
    private static final String FILE = "index.jsonl";
    private static final int VERSION = 1;

    private final Path directory;

    ArchiveIndex(Path directory) {
        this.directory = directory;
    }

    /**
     * An incident of the archive.
     *
     * @param size of its log, in bytes
     * @param changed when its log was changed last, in nanoseconds
     */
    public record Row(int version, String id, long size, long changed, Figures figures) {
        private boolean isOf(Row log) {
            return version == log.version && size == log.size && changed == log.changed;
        }
    }

    /** All incidents, newest first. */
    public List<Row> rows() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        Map<String, Row> known = known();
        List<Path> places;
        try (Stream<Path> all = Files.list(directory)) {
            places = all.toList();
        }
        List<Row> rows;
        try {
            rows = places.parallelStream()
                    .flatMap(place -> row(place, known))
                    .sorted(Comparator.comparingLong(Row::changed).reversed().thenComparing(Row::id))
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        boolean news = rows.size() != known.size() || rows.stream().anyMatch(row -> row != known.get(row.id()));
        if (news) {
            keep(rows);
        }
        return rows;
    }

    private static Stream<Row> row(Path place, Map<String, Row> known) {
        Path log = place.resolve(IncidentDirectory.LOG);
        String id = String.valueOf(place.getFileName());
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(log, BasicFileAttributes.class);
        } catch (IOException none) {
            return Stream.empty();
        }
        long changed = attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
        Row now = new Row(VERSION, id, attributes.size(), changed, Figures.unreadable(""));
        Row before = known.get(id);
        return Stream.of(
                before != null && before.isOf(now)
                        ? before
                        : new Row(VERSION, id, attributes.size(), changed, figures(log)));
    }

    private static Figures figures(Path log) {
        try {
            return Figures.of(IncidentLog.open(log).incident());
        } catch (BrokenLogException broken) {
            return Figures.unreadable(String.valueOf(broken.getMessage()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private Map<String, Row> known() {
        Map<String, Row> known = new HashMap<>();
        try (Stream<String> lines = Files.lines(directory.resolve(FILE))) {
            lines.map(line -> Json.value(line.getBytes(StandardCharsets.UTF_8), Row.class))
                    .forEach(row -> known.put(row.id(), row));
        } catch (IOException | UncheckedIOException | IllegalArgumentException damaged) {
            known.clear();
        }
        return known;
    }

    /** An archive that cannot be written to is listed all the same. */
    private void keep(List<Row> rows) {
        StringBuilder lines = new StringBuilder();
        try {
            for (Row row : rows) {
                lines.append(Json.line(row)).append('\n');
            }
            WholeFile.write(directory.resolve(FILE), lines.toString().getBytes(StandardCharsets.UTF_8), "list again");
        } catch (IOException readOnly) {
            // The next one reads the logs again.
        }
    }
}
