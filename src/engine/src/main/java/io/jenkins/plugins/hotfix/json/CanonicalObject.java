package io.jenkins.plugins.hotfix.json;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A JSON object that is certainly in canonical form (RFC 8785), told in one pass over its bytes: no value is made of
 * them. What this pass cannot tell, such as the form of a fraction, may be canonical all the same.
 */
public final class CanonicalObject {
    private static final int DEEPEST = 64;

    /** An integer of so many digits is exact in every number format. */
    private static final int DIGITS = 15;

    private final byte[] json;
    private final List<Member> members = new ArrayList<>();
    private boolean ascii = true;
    private int at;

    private CanonicalObject(byte[] json) {
        this.json = json;
    }

    /** A member at the top: from its name's first quotation mark on, its value. */
    private record Member(String name, int start, int value, int end) {}

    /** The object, in UTF-8; empty if it is none, or not certainly in canonical form. */
    public static Optional<CanonicalObject> of(byte[] json) {
        CanonicalObject object = new CanonicalObject(json);
        return object.object(0) && object.at == json.length && object.isUtf8() ? Optional.of(object) : Optional.empty();
    }

    private boolean isUtf8() {
        return ascii || Arrays.equals(new String(json, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8), json);
    }

    /** The bytes of a member's value; empty if there is none. */
    public Optional<byte[]> value(String name) {
        return member(name).map(member -> Arrays.copyOfRange(json, member.value(), member.end()));
    }

    /** A member's value, if it is a string without escapes. */
    public Optional<String> text(String name) {
        return member(name)
                .filter(member -> json[member.value()] == '"')
                .map(member ->
                        new String(json, member.value() + 1, member.end() - member.value() - 2, StandardCharsets.UTF_8))
                .filter(text -> text.indexOf('\\') < 0);
    }

    /** The SHA-256, in lower-case hex, of the object without a member. */
    public String sha256Without(String name) {
        MessageDigest digest = Sha256.digest();
        Optional<Member> left = member(name);
        int from = left.map(Member::start).orElse(json.length);
        int to = left.map(Member::end).orElse(json.length);
        if (left.isPresent() && json[to] == ',') {
            to++;
        } else if (left.isPresent() && json[from - 1] == ',') {
            from--;
        }
        digest.update(json, 0, from);
        digest.update(json, to, json.length - to);
        return HexFormat.of().formatHex(digest.digest());
    }

    private Optional<Member> member(String name) {
        return members.stream().filter(member -> member.name().equals(name)).findFirst();
    }

    private boolean value(int depth) {
        if (at >= json.length || depth > DEEPEST) {
            return false;
        }
        return switch (json[at]) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> integer();
        };
    }

    private boolean object(int depth) {
        if (!next('{')) {
            return false;
        }
        int before = -1;
        int beforeEnd = -1;
        while (!next('}')) {
            if (before >= 0 && !next(',')) {
                return false;
            }
            int start = at;
            if (!string()) {
                return false;
            }
            int end = at;
            if (before >= 0 && !isAfter(start, end, before, beforeEnd)) {
                return false;
            }
            before = start;
            beforeEnd = end;
            if (!next(':')) {
                return false;
            }
            int value = at;
            if (!value(depth + 1)) {
                return false;
            }
            if (depth == 0) {
                String name = new String(json, start + 1, end - start - 2, StandardCharsets.UTF_8);
                members.add(new Member(name, start, value, at));
            }
        }
        return true;
    }

    /** Whether a name comes after another one. Those that are not plain ASCII are ordered otherwise than their bytes. */
    private boolean isAfter(int start, int end, int before, int beforeEnd) {
        if (!isPlain(before, beforeEnd) || !isPlain(start, end)) {
            return false;
        }
        return Arrays.compare(json, start + 1, end - 1, json, before + 1, beforeEnd - 1) > 0;
    }

    private boolean isPlain(int start, int end) {
        for (int i = start; i < end; i++) {
            if (json[i] < 0 || json[i] == '\\') {
                return false;
            }
        }
        return true;
    }

    private boolean array(int depth) {
        at++;
        boolean first = true;
        while (!next(']')) {
            if ((!first && !next(',')) || !value(depth + 1)) {
                return false;
            }
            first = false;
        }
        return true;
    }

    private boolean string() {
        if (!next('"')) {
            return false;
        }
        while (at < json.length) {
            byte next = json[at++];
            if (next == '"') {
                return true;
            }
            ascii &= next >= 0;
            if (next == '\\' ? !escape() : next >= 0 && next < 0x20) {
                return false;
            }
        }
        return false;
    }

    /** Only what must be escaped is, and in the shortest way. */
    private boolean escape() {
        if (at >= json.length) {
            return false;
        }
        byte kind = json[at++];
        if (kind != 'u') {
            return "\"\\bfnrt".indexOf(kind) >= 0;
        }
        if (at + 4 > json.length) {
            return false;
        }
        String digits = new String(json, at, 4, StandardCharsets.ISO_8859_1);
        at += 4;
        return digits.matches("00(0[0-7be-f]|1[0-9a-f])");
    }

    private boolean integer() {
        int start = at;
        boolean negative = next('-');
        int first = at;
        while (at < json.length && json[at] >= '0' && json[at] <= '9') {
            at++;
        }
        int digits = at - first;
        boolean zero = digits > 0 && json[first] == '0';
        boolean ends = at < json.length && (json[at] == ',' || json[at] == '}' || json[at] == ']');
        return at > start && digits > 0 && digits <= DIGITS && ends && (!zero || (digits == 1 && !negative));
    }

    private boolean word(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (!next(word.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean next(char wanted) {
        if (at < json.length && json[at] == wanted) {
            at++;
            return true;
        }
        return false;
    }
}
