package io.jenkins.plugins.hotfix.git.object;

import io.jenkins.plugins.hotfix.git.command.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Messages of commits and tags, and the trailers in their last paragraph. */
public final class Messages {
    private static final Pattern TRAILER = Pattern.compile("([A-Za-z0-9][A-Za-z0-9-]*)[ \t]*:[ \t]*(.*)");
    private static final String PICKED = "(cherry picked from commit ";
    /** A line of its own, perhaps in a list, as in the message of a squash: in a sentence it may say the contrary. */
    private static final Pattern ORIGIN =
            Pattern.compile("(?m)^\\h*(?:[-*]\\h+)?" + Pattern.quote(PICKED) + "([0-9a-f]{40,64})\\)\\h*\\r?$");

    private Messages() {}

    /** The message with the trailers at its end; what would break a line becomes a space. */
    public static String with(String message, List<Trailer> trailers) {
        String stripped = message.replace("\0", "").replace("\r\n", "\n").strip();
        if (trailers.isEmpty()) {
            return stripped + "\n";
        }
        String lines = trailers.stream()
                .map(trailer -> key(trailer) + ": " + oneLine(trailer.value()) + "\n")
                .collect(Collectors.joining());
        return stripped + (endsWithTrailers(stripped) ? "\n" : "\n\n") + lines;
    }

    /** The message with the line that {@code git cherry-pick -x} adds. */
    static String picked(String message, String commit) {
        String stripped = message.replace("\0", "").replace("\r\n", "\n").strip();
        return stripped + (endsWithTrailers(stripped) ? "\n" : "\n\n") + origin(commit);
    }

    /** The line that {@code git cherry-pick -x} adds. */
    static String origin(String commit) {
        return PICKED + commit + ")";
    }

    /** The commits that such lines name. */
    static Set<String> origins(String message) {
        if (!message.contains(PICKED)) {
            return Set.of();
        }
        return ORIGIN.matcher(message).results().map(line -> line.group(1)).collect(Collectors.toSet());
    }

    private static String key(Trailer trailer) {
        if (!trailer.key().matches("[A-Za-z0-9][A-Za-z0-9-]*")) {
            throw new IllegalArgumentException(
                    "\"" + Printable.of(trailer.key()) + "\" cannot be the name of a trailer.");
        }
        return trailer.key();
    }

    private static String oneLine(String value) {
        return value.replaceAll("[\\p{Cntrl}\\u2028\\u2029\\u0085]+", " ").strip();
    }

    private static boolean endsWithTrailers(String message) {
        int paragraph = message.lastIndexOf("\n\n");
        return paragraph >= 0
                && message.substring(paragraph + 2)
                        .lines()
                        .allMatch(line ->
                                line.startsWith(PICKED) || TRAILER.matcher(line).matches());
    }

    /** The trailers in the last paragraph of a message; other lines there are passed over. */
    public static List<Trailer> trailers(String message) {
        String stripped = message.strip();
        int paragraph = stripped.lastIndexOf("\n\n");
        List<Trailer> trailers = new ArrayList<>();
        if (paragraph >= 0) {
            stripped.substring(paragraph + 2).lines().forEach(line -> {
                Matcher found = TRAILER.matcher(line);
                if (found.matches()) {
                    trailers.add(new Trailer(found.group(1), found.group(2).strip()));
                } else if (!trailers.isEmpty() && line.startsWith(" ")) {
                    Trailer last = trailers.remove(trailers.size() - 1);
                    trailers.add(new Trailer(last.key(), last.value() + " " + line.strip()));
                }
            });
        }
        return trailers;
    }
}
