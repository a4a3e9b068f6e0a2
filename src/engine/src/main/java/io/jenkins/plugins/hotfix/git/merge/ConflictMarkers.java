package io.jenkins.plugins.hotfix.git.merge;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The conflicts in the content of one merged file, recognised by the labels that the merge gave its markers. */
final class ConflictMarkers {
    private final String ours;
    private final String theirs;

    /** The labels, as the merge wrote them. */
    ConflictMarkers(String ours, String theirs) {
        this.ours = ours;
        this.theirs = theirs;
    }

    List<Conflict.Hunk> hunks(byte[] content) {
        List<Conflict.Hunk> hunks = new ArrayList<>();
        StringBuilder[] sides = {new StringBuilder(), new StringBuilder(), new StringBuilder()};
        int side = -1;
        int start = 0;
        int number = 0;
        int width = 0;
        for (String line : new String(content, StandardCharsets.UTF_8).split("(?<=\n)")) {
            number++;
            if (side < 0 && isMarker(line, '<', ours)) {
                side = 0;
                start = number;
                width = line.indexOf(' ');
                for (StringBuilder each : sides) {
                    each.setLength(0);
                }
            } else if (side >= 0 && isMarker(line, '>', theirs)) {
                hunks.add(new Conflict.Hunk(start, sides[0].toString(), sides[2].toString()));
                side = -1;
            } else if (side == 0 && line.startsWith("|".repeat(width)) && !line.startsWith("|".repeat(width + 1))) {
                side = 1;
            } else if (side >= 0 && side < 2 && line.stripTrailing().equals("=".repeat(width))) {
                side = 2;
            } else if (side >= 0) {
                sides[side].append(line);
            }
        }
        return hunks;
    }

    /** The same content with labels that tell a person something. */
    byte[] relabelled(byte[] content, String ourName, String theirName) {
        StringBuilder text = new StringBuilder();
        for (String line : new String(content, StandardCharsets.ISO_8859_1).split("(?<=\n)")) {
            text.append(
                    isMarker(line, '<', ours)
                            ? relabelled(line, ours, ourName)
                            : isMarker(line, '>', theirs) ? relabelled(line, theirs, theirName) : line);
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String relabelled(String line, String label, String name) {
        int at = line.indexOf(' ') + 1;
        String latin = new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return line.substring(0, at) + latin + line.substring(at + label.length());
    }

    /** Markers are seven characters or as {@code conflict-marker-size} says; after a rename git appends {@code :path} to the label. */
    private static boolean isMarker(String line, char marker, String label) {
        int width = line.indexOf(' ');
        return width > 0
                && line.startsWith(label, width + 1)
                && line.substring(0, width).equals(String.valueOf(marker).repeat(width))
                && (line.length() == width + 1 + label.length()
                        || ":\r\n".indexOf(line.charAt(width + 1 + label.length())) >= 0);
    }
}
