package io.jenkins.plugins.hotfix.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Parts of a text, in any order; they may overlap. */
final class Spans {
    private record Span(int start, int end) {}

    private final List<Span> spans = new ArrayList<>();

    /** Adds a part; the end is behind its last character. */
    void add(int start, int end) {
        Span last = spans.isEmpty() ? null : spans.get(spans.size() - 1);
        if (last != null && last.start() <= start && start < last.end()) {
            spans.set(spans.size() - 1, new Span(last.start(), Math.max(end, last.end())));
        } else if (last != null && start <= last.start() && last.end() <= end) {
            spans.set(spans.size() - 1, new Span(start, end));
        } else {
            spans.add(new Span(start, end));
        }
    }

    /** The text with a cover in place of each part, one for those that overlap; the same object if there is none. */
    String covered(String text, String cover) {
        if (spans.isEmpty()) {
            return text;
        }
        spans.sort(Comparator.comparingInt(Span::start));
        StringBuilder covered = new StringBuilder(text.length());
        int open = 0;
        int at = 0;
        while (at < spans.size()) {
            int end = spans.get(at).end();
            covered.append(text, open, spans.get(at).start()).append(cover);
            for (at++; at < spans.size() && spans.get(at).start() < end; at++) {
                end = Math.max(end, spans.get(at).end());
            }
            open = end;
        }
        return covered.append(text, open, text.length()).toString();
    }
}
