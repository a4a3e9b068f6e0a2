package io.jenkins.plugins.hotfix.git.command;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * A path or name in git is bytes, mostly but not always UTF-8. In here it is text from which the same bytes come back: what is not UTF-8 is
 * kept byte by byte as U+DC80 to U+DCFF, as Python's {@code surrogateescape} does (PEP 383). Nobody outside of git's packages gets such a text.
 */
public final class PathText {
    private static final int ESCAPED = 0xDC00;

    private PathText() {}

    /** The text of all the bytes. */
    public static String of(byte[] bytes) {
        return of(bytes, 0, bytes.length);
    }

    /** The text of some of the bytes. */
    public static String of(byte[] bytes, int offset, int length) {
        String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
        if (text.indexOf('\ufffd') < 0) {
            return text;
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer from = ByteBuffer.wrap(bytes, offset, length);
        CharBuffer to = CharBuffer.allocate(length);
        CoderResult result = decoder.decode(from, to, true);
        while (result.isMalformed()) {
            for (int left = result.length(); left > 0; left--) {
                to.put((char) (ESCAPED | Byte.toUnsignedInt(from.get())));
            }
            result = decoder.reset().decode(from, to, true);
        }
        return to.flip().toString();
    }

    /** The bytes that a text is of. */
    public static byte[] bytes(String text) {
        if (isPlain(text)) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
        CharBuffer from = CharBuffer.wrap(text);
        ByteBuffer to = ByteBuffer.allocate((int) (text.length() * encoder.maxBytesPerChar()));
        CoderResult result = encoder.encode(from, to, true);
        while (result.isMalformed()) {
            to.put((byte) from.get());
            result = encoder.reset().encode(from, to, true);
        }
        byte[] bytes = new byte[to.flip().remaining()];
        to.get(bytes);
        return bytes;
    }

    /** As it is told: what is not UTF-8 is U+FFFD. */
    public static String shown(String text) {
        return isPlain(text) ? text : new String(bytes(text), StandardCharsets.UTF_8);
    }

    private static boolean isPlain(String text) {
        return text.chars().noneMatch(character -> Character.isSurrogate((char) character));
    }
}
