package io.jenkins.plugins.hotfix.git;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads the conflicts out of a merged file. The labels behind the markers are the ids of the two commits, which no content has by chance.
 */
final class ConflictMarkers {
    private ConflictMarkers() {}

    static List<Conflict.Hunk> hunks(String content, String ours, String theirs) {
        List<Conflict.Hunk> hunks = new ArrayList<>();
        StringBuilder[] sides = {new StringBuilder(), new StringBuilder(), new StringBuilder()};
        int side = -1;
        int start = 0;
        int number = 0;
        int width = 0;
        for (String line : content.split("(?<=\n)")) {
            number++;
            String bare = line.stripTrailing();
            if (side < 0 && bare.startsWith("<<<<<<<") && labelled(bare, '<', ours)) {
                side = 0;
                start = number;
                width = bare.indexOf(' ');
            } else if (side >= 0 && bare.startsWith(">".repeat(width) + " ") && labelled(bare, '>', theirs)) {
                hunks.add(new Conflict.Hunk(start, sides[0].toString(), sides[2].toString()));
                for (StringBuilder each : sides) {
                    each.setLength(0);
                }
                side = -1;
            } else if (side == 0 && bare.startsWith("|".repeat(width) + " ")) {
                side = 1;
            } else if (side >= 0 && side < 2 && bare.equals("=".repeat(width))) {
                side = 2;
            } else if (side >= 0) {
                sides[side].append(line);
            }
        }
        return hunks;
    }

    /** With renames git appends {@code :path} to the label. */
    private static boolean labelled(String line, char marker, String label) {
        String rest = line.substring(line.lastIndexOf(marker, line.indexOf(' ')) + 1);
        return rest.equals(" " + label) || rest.startsWith(" " + label + ":");
    }
}
