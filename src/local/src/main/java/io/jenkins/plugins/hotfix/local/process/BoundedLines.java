package io.jenkins.plugins.hotfix.local.process;

import java.io.IOException;
import java.io.Reader;

/** Takes lines out of a stream of characters in bounded memory, also where no line ends. */
final class BoundedLines {
    /** What is kept of a line, in characters. */
    static final int LONGEST = 8192;

    /** Gets a line: at most its first {@link #LONGEST} characters and some more, and how many did not fit. */
    interface Listener {
        void line(String text, long dropped);
    }

    private final int kept;
    private final Listener listener;
    private final StringBuilder line = new StringBuilder();
    private long dropped;

    /**
     * @param more so many characters are kept beyond the bound, so that a secret that begins before it is there as a
     *     whole and can be masked
     */
    BoundedLines(int more, Listener listener) {
        this.kept = LONGEST + more;
        this.listener = listener;
    }

    /** Reads to the end. Lines end with a line feed, a carriage return, or both. */
    void read(Reader from) throws IOException {
        char[] buffer = new char[LONGEST];
        boolean afterReturn = false;
        for (int length; (length = from.read(buffer)) >= 0; ) {
            for (int i = 0; i < length; i++) {
                char c = buffer[i];
                if (c == '\r' || (c == '\n' && !afterReturn)) {
                    emit();
                } else if (c != '\n') {
                    take(c);
                }
                afterReturn = c == '\r';
            }
        }
        if (!line.isEmpty()) {
            emit();
        }
    }

    private void take(char c) {
        if (line.length() < kept) {
            line.append(c);
        } else {
            dropped++;
        }
    }

    private void emit() {
        listener.line(line.toString(), dropped);
        line.setLength(0);
        dropped = 0;
    }
}
