package io.jenkins.plugins.hotfix.git.object;

import java.text.Normalizer;
import java.util.Locale;

/** A title as a part of a branch's or a file's name: ASCII letters and digits with single hyphens between. */
public final class Slug {
    private static final int LONGEST = 40;

    private Slug() {}

    /** Never empty: a title without a Latin letter or a digit becomes {@code hotfix}. */
    public static String of(String title) {
        String start = title.substring(0, Math.min(title.length(), 1000));
        String ascii = Normalizer.normalize(start, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .replace("ß", "ss")
                .replaceAll("['’]", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        String slug = ascii.length() <= LONGEST ? ascii : shorten(ascii);
        return slug.isEmpty() ? "hotfix" : slug;
    }

    private static String shorten(String slug) {
        int end = slug.lastIndexOf('-', LONGEST);
        return slug.substring(0, end > LONGEST / 2 ? end : LONGEST);
    }
}
