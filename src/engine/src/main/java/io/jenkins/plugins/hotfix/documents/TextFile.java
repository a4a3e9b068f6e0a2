package io.jenkins.plugins.hotfix.documents;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text file as it is: its bytes, what they mean, and how its lines end. Text is only ever put between them, so that what was there stays byte for
 * byte.
 */
public final class TextFile {
    private static final Pattern LINE_END = Pattern.compile("\r\n|\n|\r");

    private final byte[] bytes;
    private final Charset charset;
    private final int mark;
    private final String text;

    private TextFile(byte[] bytes, Charset charset, int mark, String text) {
        this.bytes = bytes;
        this.charset = charset;
        this.mark = mark;
        this.text = text;
    }

    /** The file with this content; empty if that is no text. */
    public static Optional<TextFile> of(byte[] bytes) {
        if (starts(bytes, 0xEF, 0xBB, 0xBF)) {
            return decoded(bytes, StandardCharsets.UTF_8, 3);
        }
        if (starts(bytes, 0xFF, 0xFE)) {
            return decoded(bytes, StandardCharsets.UTF_16LE, 2);
        }
        if (starts(bytes, 0xFE, 0xFF)) {
            return decoded(bytes, StandardCharsets.UTF_16BE, 2);
        }
        // What is not UTF-8 is one of the encodings with a byte a character; what stands there already need not be
        // understood.
        return decoded(bytes, StandardCharsets.UTF_8, 0).or(() -> decoded(bytes, StandardCharsets.ISO_8859_1, 0));
    }

    /** What it says, without a byte order mark. */
    public String text() {
        return text;
    }

    /**
     * Its content with more text.
     *
     * @param insertions by the places in {@link #text} before which they go; their lines end with {@code \n} and get the file's own line ends
     * @return empty if the file's encoding has no such letters
     */
    Optional<byte[]> with(Map<Integer, String> insertions) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + 256);
        int from = 0;
        int fromByte = 0;
        try {
            for (Map.Entry<Integer, String> insertion : new TreeMap<>(insertions).entrySet()) {
                int at = insertion.getKey();
                int atByte = mark + encoded(text.substring(0, at)).length;
                out.write(bytes, fromByte, atByte - fromByte);
                out.writeBytes(encoded(insertion.getValue().replace("\n", lineEnd(at))));
                from = at;
                fromByte = atByte;
            }
        } catch (CharacterCodingException foreign) {
            return Optional.empty();
        }
        if (from <= text.length()) {
            out.write(bytes, fromByte, bytes.length - fromByte);
        }
        return Optional.of(out.toByteArray());
    }

    /** How lines end around there, in a file that may mix it. */
    private String lineEnd(int at) {
        Matcher ends = LINE_END.matcher(text);
        String end = "\n";
        boolean found = false;
        while (ends.find() && (!found || ends.end() <= at)) {
            end = ends.group();
            found = true;
        }
        return end;
    }

    private byte[] encoded(String part) throws CharacterCodingException {
        ByteBuffer buffer = charset.newEncoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .encode(CharBuffer.wrap(part));
        byte[] encoded = new byte[buffer.remaining()];
        buffer.get(encoded);
        return encoded;
    }

    private static Optional<TextFile> decoded(byte[] bytes, Charset charset, int mark) {
        try {
            String text = charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, mark, bytes.length - mark))
                    .toString();
            return text.indexOf('\0') >= 0 ? Optional.empty() : Optional.of(new TextFile(bytes, charset, mark, text));
        } catch (CharacterCodingException other) {
            return Optional.empty();
        }
    }

    private static boolean starts(byte[] bytes, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
