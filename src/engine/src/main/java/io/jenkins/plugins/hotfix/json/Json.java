package io.jenkins.plugins.hotfix.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.erdtman.jcs.JsonCanonicalizer;

/** The project's JSON: instants as ISO 8601 text, absent values left out, unknown and repeated members refused. */
public final class Json {
    private static final ObjectMapper MAPPER =
            builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    /** For what is known to repeat no member: to look for that takes time. */
    private static final ObjectMapper KNOWN = builder().build();

    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    private Json() {}

    private static JsonMapper.Builder builder() {
        return JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .addModule(new Jdk8Module())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT));
    }

    /** Any value as a JSON tree. */
    public static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    /** Any object as a plain map of strings, numbers, booleans, lists and maps. */
    public static Map<String, Object> map(Object value) {
        return MAPPER.convertValue(value, MAP);
    }

    /**
     * A JSON tree, or a plain map, as a value of the type.
     *
     * @throws IllegalArgumentException if it does not fit
     */
    public static <T> T value(Object tree, Class<T> type) {
        return MAPPER.convertValue(tree, type);
    }

    /**
     * JSON that is known to be well-formed, in UTF-8, as a value of the type.
     *
     * @throws IllegalArgumentException if it does not fit
     */
    public static <T> T value(byte[] json, Class<T> type) {
        try {
            return KNOWN.readerFor(type).readValue(json);
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /**
     * Reads one JSON document.
     *
     * @throws JsonProcessingException if the text is not one
     */
    public static JsonNode read(String text) throws JsonProcessingException {
        return MAPPER.readTree(text);
    }

    /** For people: indented, in the order of declaration, with a line end. */
    public static String pretty(Object value) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For programs: on one line, in the order of declaration. */
    public static String line(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For hashes: the canonical form of RFC 8785. */
    public static String canonical(Object value) {
        try {
            return new JsonCanonicalizer(MAPPER.writeValueAsString(value)).getEncodedString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
