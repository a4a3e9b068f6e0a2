package io.jenkins.plugins.hotfix.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.hotfix.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** That somebody goes on with an incident elsewhere, in words. */
public final class Elsewhere {
    private Elsewhere() {}

    /**
     * What to know of two logs of one incident, of which the other one is not an earlier state of this one.
     *
     * @param other the log of the record in the repository
     * @param own the log of this run
     */
    public static String sentence(byte[] other, byte[] own) {
        List<String> theirs = lines(other);
        List<String> ours = lines(own);
        int common = 0;
        while (common < Math.min(theirs.size(), ours.size())
                && theirs.get(common).equals(ours.get(common))) {
            common++;
        }
        String how = common == ours.size()
                ? "the record has " + (theirs.size() - common) + " entries more than this log, the newest "
                        + by(theirs.get(theirs.size() - 1))
                : "from entry " + (common + 1) + " on the record tells something else than this log, "
                        + by(theirs.get(common));
        return "Somebody works on this incident elsewhere: " + how
                + ". It was left as it is, and what this run does stays in its own log. Agree on who goes on;"
                + " whoever does continues from the record: hotfix resume ID --repo URL --archive NEW_DIRECTORY.";
    }

    private static List<String> lines(byte[] log) {
        return new String(log, StandardCharsets.UTF_8).lines().toList();
    }

    private static String by(String line) {
        try {
            JsonNode entry = Objects.requireNonNull(Json.read(line));
            return "by " + entry.path("actor").asText("nobody") + " at "
                    + entry.path("at").asText("no time");
        } catch (JsonProcessingException e) {
            return "which cannot be read";
        }
    }
}
