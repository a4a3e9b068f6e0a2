package io.jenkins.plugins.hotfix.forge.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jenkins.plugins.hotfix.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What came back. */
public record Answer(int status, Map<String, List<String>> headers, byte[] body) {

    /** The first value of a header. */
    public Optional<String> header(String name) {
        return headers.entrySet().stream()
                .filter(each -> each.getKey().equalsIgnoreCase(name))
                .flatMap(each -> each.getValue().stream())
                .findFirst();
    }

    /**
     * The body as JSON; a missing node if it is empty.
     *
     * @throws NoAnswerException if it is something else
     */
    public JsonNode json() throws NoAnswerException {
        String text = new String(body, StandardCharsets.UTF_8);
        if (text.isBlank()) {
            return MissingNode.getInstance();
        }
        try {
            return Json.read(text);
        } catch (JsonProcessingException e) {
            throw new NoAnswerException("The answer (status " + status + ") is no JSON; a proxy may have given it.");
        }
    }

    /** What an error says of itself, on one line; empty if it does not. */
    String words() {
        try {
            JsonNode json = json();
            StringBuilder words = new StringBuilder(json.path("message").asText(""));
            for (JsonNode error : json.path("errors")) {
                String said = error.isTextual()
                        ? error.asText()
                        : error.path("message")
                                .asText(error.path("field").asText("") + " "
                                        + error.path("code").asText(""));
                words.append(words.length() == 0 ? "" : "; ").append(said.strip());
            }
            return words.toString();
        } catch (NoAnswerException html) {
            return "";
        }
    }
}
