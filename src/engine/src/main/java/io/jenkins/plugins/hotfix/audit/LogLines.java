package io.jenkins.plugins.hotfix.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.hotfix.incident.LogEntry;
import io.jenkins.plugins.hotfix.json.Json;
import io.jenkins.plugins.hotfix.json.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a log that may be damaged. Names the first entry that was changed, removed, inserted or moved: by the hashes
 * within the log, or by another copy of it, which also finds what was written anew with hashes that fit.
 */
final class LogLines {
    private final List<Line> lines;

    private LogLines(List<Line> lines) {
        this.lines = lines;
    }

    /**
     * A line.
     *
     * @param seq 0 where it cannot be read
     * @param sound whether its hash fits its content
     * @param content what it says, apart from its place in the chain; the line itself where it cannot be read
     * @param title what it is, for people
     */
    private record Line(long seq, String previous, String hash, boolean sound, String content, String title) {}

    /** Reads all of them; a line that a crash cut short at the end does not count. */
    static LogLines of(byte[] log) {
        String text = new String(log, StandardCharsets.UTF_8);
        List<Line> lines = new ArrayList<>();
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            lines.add(line(text.substring(start, end)));
            start = end + 1;
        }
        return new LogLines(lines);
    }

    private static Line line(String text) {
        @Nullable ObjectNode entry = null;
        try {
            entry = Json.read(text) instanceof ObjectNode object ? object : null;
        } catch (JsonProcessingException damaged) {
            // A line that cannot be read has no place in the chain, which is what is said of it.
        }
        if (entry == null) {
            return new Line(0, "", "", false, text, "a line that is no entry");
        }
        String title = "\"" + entry.path("type").asText("?") + "\" of "
                + entry.path("at").asText("?") + " by " + entry.path("actor").asText("?");
        String hash = entry.path("hash").asText();
        entry.remove("hash");
        boolean sound = Sha256.hex(Json.canonical(entry)).equals(hash)
                && Json.canonical(entry.deepCopy().put("hash", hash)).equals(text);
        long seq = entry.path("seq").asLong();
        String previous = entry.path("previous").asText();
        entry.remove(List.of("seq", "previous"));
        return new Line(seq, previous, hash, sound, Json.canonical(entry), title);
    }

    int count() {
        return lines.size();
    }

    /** What is wrong first by the hashes in the log; empty if they all fit. */
    Optional<String> firstDamage() {
        String head = LogEntry.NONE;
        for (int at = 0; at < lines.size(); at++) {
            Line line = lines.get(at);
            int number = at + 1;
            if (!line.sound()) {
                return Optional.of("line " + number + ": " + line.title() + " was changed after it was written");
            }
            if (line.seq() != number) {
                return Optional.of(misplaced(line, number));
            }
            if (!line.previous().equals(head)) {
                return Optional.of(
                        at == 0
                                ? "line 1: what came before " + line.title() + " was removed"
                                : "line " + at + ": " + lines.get(at - 1).title()
                                        + " was changed or inserted, with a new hash, which the next line contradicts");
            }
            head = line.hash();
        }
        return Optional.empty();
    }

    private String misplaced(Line line, int number) {
        if (line.seq() < number) {
            return "line " + number + ": " + line.title() + " was inserted; entry " + line.seq() + " is there before";
        }
        for (int later = number; later < lines.size(); later++) {
            if (lines.get(later).seq() == number) {
                return "line " + number + ": entry " + number + " was moved, to line " + (later + 1) + ": "
                        + lines.get(later).title();
            }
        }
        return "line " + number + ": entry " + number + " was removed; the next one there is " + line.title();
    }

    /**
     * What is first told otherwise than in another copy, whatever the hashes say; empty if this log goes on where the copy
     * ends, or is the same.
     *
     * @param copy one that whoever may have changed this log could not change
     */
    Optional<String> firstDifference(LogLines copy) {
        for (int at = 0; at < copy.lines.size(); at++) {
            Line theirs = copy.lines.get(at);
            int number = at + 1;
            if (at >= lines.size()) {
                int missing = copy.lines.size() - at;
                return Optional.of("its last " + (missing == 1 ? "entry is" : missing + " entries are")
                        + " missing, from entry " + number + " on: " + theirs.title());
            }
            Line ours = lines.get(at);
            if (!theirs.content().equals(ours.content())) {
                return Optional.of("entry " + number + " " + difference(at, theirs, ours, copy));
            }
            if (!theirs.hash().equals(ours.hash())) {
                return Optional.of("entry " + number + " has another hash: " + theirs.title());
            }
        }
        return Optional.empty();
    }

    private String difference(int at, Line theirs, Line ours, LogLines copy) {
        boolean kept = contains(lines, at + 1, theirs);
        boolean known = contains(copy.lines, at + 1, ours);
        if (kept && known) {
            return "was moved: " + theirs.title();
        }
        if (kept) {
            return "was inserted: " + ours.title();
        }
        return known ? "was removed: " + theirs.title() : "was changed: " + theirs.title() + " became " + ours.title();
    }

    private static boolean contains(List<Line> lines, int from, Line wanted) {
        return lines.stream().skip(from).anyMatch(line -> line.content().equals(wanted.content()));
    }
}
