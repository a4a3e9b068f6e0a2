package io.jenkins.plugins.hotfix.local.archive;

import io.jenkins.plugins.hotfix.stats.Figures;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A row of the index as a line of its file: values between tabs, times in milliseconds, so that ten thousand are read at once. */
final class IndexLine {
    private static final int COLUMNS = 19;

    private IndexLine() {}

    static String of(ArchiveIndex.Row row) {
        Figures figures = row.figures();
        Stream<String> head = Stream.of(
                Integer.toString(row.version()),
                row.id(),
                Long.toString(row.size()),
                Long.toString(row.changed()),
                figures.problem() == null ? "" : "!" + figures.problem(),
                figures.severity(),
                figures.status(),
                figures.title());
        Stream<String> times = Stream.of(
                time(figures.declared()),
                time(figures.began()),
                time(figures.committed()),
                time(figures.triaged()),
                time(figures.fixed()),
                time(figures.released()),
                time(figures.deployed()),
                time(figures.restored()),
                time(figures.backported()));
        Stream<String> counts =
                Stream.of(Integer.toString(figures.deployments()), Integer.toString(figures.failures()));
        return Stream.of(head, times, counts)
                .flatMap(part -> part)
                .map(IndexLine::escaped)
                .collect(Collectors.joining("\t"));
    }

    /** @throws IllegalArgumentException if it is no such line */
    static ArchiveIndex.Row read(String line) {
        List<String> values =
                Arrays.stream(line.split("\t", -1)).map(IndexLine::plain).toList();
        if (values.size() != COLUMNS) {
            throw new IllegalArgumentException("not a line of the index");
        }
        Figures figures = new Figures(
                values.get(4).isEmpty() ? null : values.get(4).substring(1),
                values.get(5),
                values.get(6),
                values.get(7),
                instant(values.get(8)),
                instant(values.get(9)),
                instant(values.get(10)),
                instant(values.get(11)),
                instant(values.get(12)),
                instant(values.get(13)),
                instant(values.get(14)),
                instant(values.get(15)),
                instant(values.get(16)),
                Integer.parseInt(values.get(17)),
                Integer.parseInt(values.get(18)));
        return new ArchiveIndex.Row(
                Integer.parseInt(values.get(0)),
                values.get(1),
                Long.parseLong(values.get(2)),
                Long.parseLong(values.get(3)),
                figures);
    }

    private static String time(@Nullable Instant time) {
        return time == null ? "" : Long.toString(time.toEpochMilli());
    }

    private static @Nullable Instant instant(String millis) {
        return millis.isEmpty() ? null : Instant.ofEpochMilli(Long.parseLong(millis));
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    private static String plain(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (next == '\\' && i + 1 < text.length()) {
                char escaped = text.charAt(++i);
                plain.append(escaped == 't' ? '\t' : escaped == 'n' ? '\n' : escaped == 'r' ? '\r' : escaped);
            } else {
                plain.append(next);
            }
        }
        return plain.toString();
    }
}
