package io.jenkins.plugins.hotfix.local.endurance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The log of an incident, as far as its lines are whole. It is read as a stranger would, not by the program's own classes.
 *
 * @param entries oldest first
 */
record Log(List<JsonNode> entries) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STARTED = "command-started";
    /** What told of a command before each had an entry at its start. */
    private static final Set<String> ENDED = Set.of("command-run", "deployed", "rolled-back");

    static Log of(Path file) throws IOException {
        List<JsonNode> entries = new ArrayList<>();
        if (Files.exists(file)) {
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            for (String line : text.substring(0, text.lastIndexOf('\n') + 1).split("\n")) {
                if (!line.isEmpty()) {
                    entries.add(JSON.readTree(line));
                }
            }
        }
        return new Log(List.copyOf(entries));
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** How many entries are of this kind. */
    long count(String type) {
        return entries.stream().filter(entry -> type(entry).equals(type)).count();
    }

    /** Whether commands have an entry when they begin. */
    boolean tellsStarts() {
        return count(STARTED) > 0;
    }

    /** How many runs of a command the log tells of. */
    long runs(String command) {
        Set<String> kinds = tellsStarts() ? Set.of(STARTED) : ENDED;
        return entries.stream()
                .filter(entry -> kinds.contains(type(entry)))
                .filter(entry -> entry.path("data").toString().contains("$ENDURANCE_COMMAND " + command + "\""))
                .count();
    }

    /** How often a person who was there said what is done about an interrupted command. */
    long answers() {
        return entries.stream()
                .filter(entry -> type(entry).equals("approved"))
                .map(entry -> entry.path("data"))
                .filter(data -> data.path("gate").asText().equals("interrupted")
                        && !data.path("via").asText().equals("--yes")
                        && !data.path("answers").path("ACTION").asText().isBlank())
                .count();
    }

    private static String type(JsonNode entry) {
        return entry.path("type").asText();
    }
}
