package io.jenkins.plugins.hotfix.git.history;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Lines of a file, from 1, both ends included. */
public record LineRange(int first, int last) implements Serializable {
    /** All lines of any file. */
    public static final LineRange ALL = new LineRange(1, Integer.MAX_VALUE / 2);

    /** The same lines, each once. */
    static List<LineRange> united(Collection<LineRange> ranges) {
        List<LineRange> united = new ArrayList<>();
        for (LineRange next : ranges.stream()
                .sorted(Comparator.comparingInt(LineRange::first))
                .toList()) {
            LineRange last = united.isEmpty() ? null : united.get(united.size() - 1);
            if (last != null && next.first() <= last.last() + 1) {
                united.set(united.size() - 1, new LineRange(last.first(), Math.max(last.last(), next.last())));
            } else {
                united.add(next);
            }
        }
        return united;
    }

    /** The lines of the older file that these came from, as far as they did not come with a change itself. */
    LineRange before(List<LineChange> changes) {
        int from = first;
        int to = last;
        for (LineChange change : changes) {
            if (change.touches(new LineRange(first, first)) && !change.added().isEmpty()) {
                from = change.before().first();
            } else if (change.end() <= first) {
                from -= change.growth();
            }
            if (change.touches(new LineRange(last, last)) && !change.added().isEmpty()) {
                to = change.before().last();
            } else if (change.end() <= last) {
                to -= change.growth();
            }
        }
        return new LineRange(Math.max(1, from), Math.max(1, to));
    }
}
