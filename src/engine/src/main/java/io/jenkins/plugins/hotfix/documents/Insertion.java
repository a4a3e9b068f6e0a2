package io.jenkins.plugins.hotfix.documents;

import io.jenkins.plugins.hotfix.documents.Outline.Line;
import java.util.Map;

/**
 * Lines that are put into a text.
 *
 * @param at the place in the text before which they go
 */
record Insertion(int at, String lines) {

    /** Below a line, also if that is the last one and has no end. */
    static Insertion after(Line line, String lines) {
        return new Insertion(line.end(), "\n" + lines);
    }

    /** Above a line. */
    static Insertion before(Line line, String lines) {
        return new Insertion(line.start(), lines + "\n");
    }

    Addition in(TextFile file) {
        return Addition.of(file, Map.of(at, lines));
    }
}
