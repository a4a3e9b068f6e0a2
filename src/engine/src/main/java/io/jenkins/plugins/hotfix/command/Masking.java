package io.jenkins.plugins.hotfix.command;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Shows secret values as {@code ****}, also as programs write them: in base64, alone or inside of a longer text such as the header of a
 * request; URL-encoded; escaped for JSON; quoted for a shell; in upper case. Of a secret with several lines each line is one, as output comes in
 * lines. The time that it takes grows with the text only, whatever the secrets are.
 */
public final class Masking {
    /** A shorter value hides nothing, but would be masked in every other word. */
    public static final int SHORTEST = 4;

    private static final String MASK = "****";

    private final Occurrences occurrences;
    private final Base64Traces traces;
    private final int longest;

    private Masking(Set<String> secrets) {
        Set<String> forms = new LinkedHashSet<>();
        secrets.forEach(secret -> forms.addAll(SecretForms.of(secret)));
        this.occurrences = new Occurrences(forms);
        this.traces = new Base64Traces(secrets);
        this.longest = forms.stream().mapToInt(String::length).max().orElse(0);
    }

    /** The masking of these values, each whatever its length; blank ones hide nothing. */
    public static Masking of(Collection<String> secrets) {
        return of(secrets, List.of());
    }

    /**
     * The masking of values that somebody named, and of those that were found.
     *
     * @param named masked whatever their length
     * @param found hide nothing if they are shorter than {@link #SHORTEST}
     */
    public static Masking of(Collection<String> named, Collection<String> found) {
        Set<String> secrets = new LinkedHashSet<>();
        for (String secret : named) {
            // A brace on a line of its own, in a key that is a JSON file, is no secret.
            boolean oneLine = secret.strip().lines().count() == 1;
            add(secrets, secret, oneLine ? 1 : SHORTEST);
        }
        found.forEach(secret -> add(secrets, secret, SHORTEST));
        return new Masking(secrets);
    }

    private static void add(Set<String> secrets, String secret, int shortest) {
        secret.lines()
                .map(String::strip)
                .filter(line -> line.length() >= shortest)
                .forEach(secrets::add);
    }

    /** The text without the secrets; the same object if there are none in it. */
    public String mask(String text) {
        if (longest == 0) {
            return text;
        }
        Spans spans = new Spans();
        occurrences.find(text, spans);
        traces.find(text, spans);
        return spans.covered(text, MASK);
    }

    /** The length of the longest form of a secret; 0 if there is none. */
    public int longest() {
        return longest;
    }

    /** Whether it hides nothing. */
    public boolean isEmpty() {
        return longest == 0;
    }
}
