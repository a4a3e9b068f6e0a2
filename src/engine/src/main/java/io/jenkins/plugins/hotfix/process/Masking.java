package io.jenkins.plugins.hotfix.process;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Shows secret values as {@code ****}. Of a secret with several lines each line is one, as output comes in lines. */
public final class Masking {
    private static final String MASK = "****";

    private final List<String> secrets;

    private Masking(List<String> secrets) {
        this.secrets = secrets;
    }

    /** The masking of these values; blank ones hide nothing. */
    public static Masking of(Collection<String> secrets) {
        return new Masking(secrets.stream()
                .flatMap(String::lines)
                .map(String::strip)
                .filter(secret -> !secret.isEmpty())
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList());
    }

    /** The text without the secrets. */
    public String mask(String text) {
        String masked = text;
        for (String secret : secrets) {
            masked = masked.replace(secret, MASK);
        }
        return masked;
    }

    /** The length of the longest secret; 0 if there is none. */
    int longest() {
        return secrets.isEmpty() ? 0 : secrets.get(0).length();
    }
}
