package io.jenkins.plugins.hotfix.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The name that somebody meant who mistyped one. */
public final class Nearest {
    private Nearest() {}

    /** The known name that differs least from what was typed; empty if none is near. */
    public static Optional<String> to(String typed, Collection<String> known) {
        String meant = typed.toLowerCase(Locale.ROOT);
        int limit = Math.max(2, typed.length() / 3);
        return known.stream()
                .filter(name -> distance(meant, name.toLowerCase(Locale.ROOT)) <= limit)
                .min(Comparator.comparingInt((String name) -> distance(meant, name.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** As a sentence, with a space before it; empty if none is near. */
    public static String sentence(String typed, Collection<String> known) {
        return to(typed, known).map(name -> " Did you mean '" + name + "'?").orElse("");
    }

    /** How many letters must be typed, left out or replaced: V. I. Levenshtein, 1966. */
    private static int distance(String one, String other) {
        int[] before = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] now = new int[other.length() + 1];
            now[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = before[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                now[j] = Math.min(replaced, Math.min(before[j], now[j - 1]) + 1);
            }
            before = now;
        }
        return before[other.length()];
    }
}
