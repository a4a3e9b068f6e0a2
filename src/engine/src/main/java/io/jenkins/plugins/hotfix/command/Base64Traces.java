package io.jenkins.plugins.hotfix.command;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Finds secrets in base64, of the usual alphabet and of that for URLs. Where a secret stands inside of a longer text, its bytes may begin at each of
 * three places of a group, and the first and the last of its characters are mixed with what stands beside it: what is looked for is a few characters
 * in a row that only the secret can have made. So a secret is also found that goes over the end of a line.
 */
final class Base64Traces {
    /** So many characters in a row are six bytes: no other text has them by chance. */
    private static final int ROW = 8;

    /** The shortest that is looked for: fewer characters are in too many words. */
    private static final int SHORTEST = 4;

    private static final int BITS = 6;
    private static final int NONE = -1;
    private static final byte[] VALUES = new byte[0x80];

    static {
        for (char c = 0; c < VALUES.length; c++) {
            VALUES[c] = (byte) valueOf(c);
        }
    }

    /** Most rows of a text are in no secret; a few bits of theirs tell that sooner than the set does. */
    private static final int SIEVE = 1 << 16;

    private final Set<Long> rows = new HashSet<>();
    private final BitSet sieve = new BitSet(SIEVE);
    private final int[] lengths;

    Base64Traces(Collection<String> secrets) {
        Set<Integer> found = new TreeSet<>();
        for (String secret : secrets) {
            byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
            for (int before = 0; before < 3; before++) {
                int[] own = own(bytes, before);
                int length = Math.min(ROW, own.length);
                if (length >= SHORTEST) {
                    found.add(length);
                    for (int i = 0; i + length <= own.length; i++) {
                        long row = row(own, i, length);
                        rows.add(row);
                        sieve.set(hash(row));
                    }
                }
            }
        }
        lengths = found.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The characters, as numbers, of which the secret alone decides all bits, if so many other bytes stand before it. */
    private static int[] own(byte[] secret, int before) {
        int first = (8 * before + BITS - 1) / BITS;
        int end = 8 * (before + secret.length) / BITS;
        return IntStream.range(first, Math.max(first, end))
                .map(character -> IntStream.range(BITS * character, BITS * (character + 1))
                        .map(bit -> secret[bit / 8 - before] >> (7 - bit % 8) & 1)
                        .reduce(0, (bits, bit) -> bits << 1 | bit))
                .toArray();
    }

    private static long row(int[] characters, int from, int length) {
        long row = 0;
        for (int i = from; i < from + length; i++) {
            row = row << BITS | characters[i];
        }
        return named(row, length);
    }

    /** Rows of several lengths are told apart by a bit before their first. */
    private static long named(long row, int length) {
        long mark = 1L << BITS * length;
        return row & (mark - 1) | mark;
    }

    /** Adds the places where secrets are, with the characters that are half theirs. */
    void find(String text, Spans spans) {
        if (lengths.length == 0) {
            return;
        }
        long row = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            int value = value(text.charAt(i));
            run = value == NONE ? 0 : run + 1;
            row = row << BITS | value;
            for (int length : lengths) {
                if (run >= length && contains(named(row, length))) {
                    int start = i + 1 - length;
                    spans.add(run > length ? start - 1 : start, end(text, i + 1));
                }
            }
        }
    }

    private boolean contains(long row) {
        return sieve.get(hash(row)) && rows.contains(row);
    }

    private static int hash(long row) {
        return (int) (row * 0x9E3779B97F4A7C15L >>> Long.SIZE - 16);
    }

    private static int end(String text, int end) {
        int last = end < text.length() && value(text.charAt(end)) != NONE ? end + 1 : end;
        while (last < text.length() && text.charAt(last) == '=') {
            last++;
        }
        return last;
    }

    private static int value(char c) {
        return c < VALUES.length ? VALUES[c] : NONE;
    }

    private static int valueOf(char c) {
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        }
        if (c >= 'a' && c <= 'z') {
            return c - 'a' + 26;
        }
        if (c >= '0' && c <= '9') {
            return c - '0' + 52;
        }
        return switch (c) {
            case '+', '-' -> 62;
            case '/', '_' -> 63;
            default -> NONE;
        };
    }
}
