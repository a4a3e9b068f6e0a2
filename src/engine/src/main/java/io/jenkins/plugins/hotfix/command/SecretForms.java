package io.jenkins.plugins.hotfix.command;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** How programs write a secret so that each of its characters can still be read. */
final class SecretForms {
    private static final Pattern PERCENT = Pattern.compile("%[0-9A-F]{2}");
    /** What may stand in a URL's path or user as it is, though a form encodes it; and the other way round. */
    private static final Pattern KEPT_IN_PATHS = Pattern.compile("%(?:21|24|26|27|28|29|2A|2B|2C|3B|3D|3A|40|7E)");

    private static final Pattern SPECIAL_IN_SHELLS = Pattern.compile("[^A-Za-z0-9_./:@%+=,-]");
    private static final Pattern SPECIAL_IN_QUOTES = Pattern.compile("[\\\\\"$`]");

    private SecretForms() {}

    /** The secret as it is, and its other forms. */
    static Set<String> of(String secret) {
        Set<String> forms = new LinkedHashSet<>();
        forms.add(secret);
        forms.add(secret.toUpperCase(Locale.ROOT));
        url(secret, forms);
        json(secret, forms);
        shell(secret, forms);
        return forms;
    }

    private static void url(String secret, Set<String> forms) {
        String form = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        String path = form.replace("+", "%20");
        // RFC 3986 leaves the tilde alone and encodes the asterisk; a form of HTML does the opposite.
        String strict = path.replace("%7E", "~").replace("*", "%2A");
        String lenient = KEPT_IN_PATHS
                .matcher(strict)
                .replaceAll(
                        found -> "\\" + (char) Integer.parseInt(found.group().substring(1), 16));
        String slashes = strict.replace("%2F", "/");
        for (String encoded : List.of(form, path, strict, lenient, slashes)) {
            forms.add(encoded);
            forms.add(PERCENT.matcher(encoded).replaceAll(found -> found.group().toLowerCase(Locale.ROOT)));
        }
    }

    private static void json(String secret, Set<String> forms) {
        String quoted = secret.replace("\\", "\\\\").replace("\"", "\\\"").replace("\t", "\\t");
        forms.add(quoted);
        forms.add(quoted.replace("/", "\\/"));
        for (String special : List.of("", "<>&='", "<>&")) {
            String ascii = ascii(quoted, special);
            forms.add(ascii);
            forms.add(ascii.replace("/", "\\/"));
            forms.add(upperHex(ascii));
        }
    }

    /** What is not ASCII, and what could be markup, by its number. */
    private static String ascii(String text, String special) {
        StringBuilder ascii = new StringBuilder();
        for (char c : text.toCharArray()) {
            boolean plain = c >= ' ' && c < 0x7f && special.indexOf(c) < 0;
            ascii.append(plain ? String.valueOf(c) : String.format("\\u%04x", (int) c));
        }
        return ascii.toString();
    }

    private static String upperHex(String ascii) {
        return Pattern.compile("(?<=\\\\u)[0-9a-f]{4}")
                .matcher(ascii)
                .replaceAll(found -> found.group().toUpperCase(Locale.ROOT));
    }

    /** As {@code set -x} of several shells, {@code printf %q} and people write it. */
    private static void shell(String secret, Set<String> forms) {
        forms.add(secret.replace("'", "'\\''"));
        forms.add(secret.replace("'", "'\"'\"'"));
        UnaryOperator<String> escaped =
                special -> "\\\\" + (special.equals("$") ? "\\$" : special.equals("\\") ? "\\\\" : special);
        forms.add(SPECIAL_IN_SHELLS.matcher(secret).replaceAll(found -> escaped.apply(found.group())));
        forms.add(SPECIAL_IN_QUOTES.matcher(secret).replaceAll(found -> escaped.apply(found.group())));
        forms.add(secret.replace("\\", "\\\\").replace("'", "\\'"));
    }
}
