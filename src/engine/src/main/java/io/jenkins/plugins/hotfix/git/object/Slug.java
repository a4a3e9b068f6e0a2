package io.jenkins.plugins.hotfix.git.object;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** A title as a part of a branch's or a file's name: ASCII letters and digits with single hyphens between. */
public final class Slug {
    private static final int LONGEST = 40;
    private static final Pattern OTHER_SCRIPT = Pattern.compile("[\\p{L}&&[^a-z]]");

    private Slug() {}

    /**
     * Never empty: a title without a letter or a digit becomes {@code hotfix}. A title with letters of other scripts ends with
     * six digits that are made from it, so that two such titles differ.
     */
    public static String of(String title) {
        String start = title.substring(0, Math.min(title.length(), 1000));
        String plain = Normalizer.normalize(start, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .replace("ß", "ss")
                .replaceAll("['’]", "")
                .toLowerCase(Locale.ROOT);
        String ascii = plain.replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        String mark = OTHER_SCRIPT.matcher(plain).find() ? String.format("-%06x", start.hashCode() & 0xffffff) : "";
        int longest = LONGEST - mark.length();
        String slug = ascii.length() <= longest ? ascii : shorten(ascii, longest);
        return (slug.isEmpty() ? "hotfix" : slug) + mark;
    }

    private static String shorten(String slug, int longest) {
        int end = slug.lastIndexOf('-', longest);
        return slug.substring(0, end > longest / 2 ? end : longest);
    }
}
