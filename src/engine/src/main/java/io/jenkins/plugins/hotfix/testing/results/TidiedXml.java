package io.jenkins.plugins.hotfix.testing.results;

import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * A report that is no well-formed document, as tools write them all the same: bytes that are not in its encoding and
 * characters that XML does not have become U+FFFD, and one root holds what may be several documents in a row.
 */
final class TidiedXml extends FilterReader {
    private static final String DECLARATION = "<?xml";
    private static final String ROOT = "reports";

    private String before = "<" + ROOT + ">";
    private String after = "</" + ROOT + ">";
    private int matched;

    TidiedXml(InputStream in) throws IOException {
        super(decoded(new PushbackInputStream(in, 3)));
    }

    private static Reader decoded(PushbackInputStream in) throws IOException {
        byte[] start = in.readNBytes(3);
        int mark = 0;
        Charset charset = StandardCharsets.UTF_8;
        if (start.length == 3 && start[0] == (byte) 0xEF && start[1] == (byte) 0xBB && start[2] == (byte) 0xBF) {
            mark = 3;
        } else if (start.length >= 2 && start[0] == (byte) 0xFE && start[1] == (byte) 0xFF) {
            mark = 2;
            charset = StandardCharsets.UTF_16BE;
        } else if (start.length >= 2 && start[0] == (byte) 0xFF && start[1] == (byte) 0xFE) {
            mark = 2;
            charset = StandardCharsets.UTF_16LE;
        }
        in.unread(start, mark, start.length - mark);
        return new InputStreamReader(
                in,
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE));
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        if (!before.isEmpty()) {
            int given = give(before, target, offset, length);
            before = before.substring(given);
            return given;
        }
        int read = in.read(target, offset, length);
        if (read < 0) {
            int given = give(after, target, offset, length);
            after = after.substring(given);
            return given == 0 ? -1 : given;
        }
        for (int i = offset; i < offset + read; i++) {
            target[i] = tidied(target[i]);
        }
        return read;
    }

    private static int give(String text, char[] target, int offset, int length) {
        int given = Math.min(text.length(), length);
        text.getChars(0, given, target, offset);
        return given;
    }

    private char tidied(char c) {
        matched = c == DECLARATION.charAt(matched) ? matched + 1 : c == '<' ? 1 : 0;
        if (matched == DECLARATION.length()) {
            // Only a document's start may have an XML declaration; under another name it may stand anywhere.
            matched = 0;
            return 'k';
        }
        boolean allowed = c >= ' ' && c < '\uFFFE' || c == '\n' || c == '\r' || c == '\t';
        return allowed ? c : '\uFFFD';
    }
}
