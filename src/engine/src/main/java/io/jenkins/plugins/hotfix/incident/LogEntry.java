package io.jenkins.plugins.hotfix.incident;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.hotfix.json.CanonicalObject;
import io.jenkins.plugins.hotfix.json.Json;
import io.jenkins.plugins.hotfix.json.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An event in its place in the log.
 *
 * @param seq its number, from 1
 * @param previous the hash of the entry before, {@link #NONE} for the first
 * @param hash the SHA-256, in lower-case hex, of the entry's canonical JSON (RFC 8785) without this member
 */
public record LogEntry(long seq, Event event, String previous, String hash) {
    /** What stands for the hash before the first entry. */
    public static final String NONE = "0".repeat(64);

    /** What each type in a log names: asked of every line, and the same for the life of the program. */
    private static final Map<String, Class<? extends Fact>> KINDS = new ConcurrentHashMap<>();

    static LogEntry after(String previous, long seq, Event event) {
        return new LogEntry(seq, event, previous, Sha256.hex(Json.canonical(unhashed(seq, event, previous))));
    }

    /** The hash of each entry of the log that these events make, oldest first; those of the first ones are known. */
    static List<String> hashes(List<String> known, List<Event> events) {
        List<String> hashes = new ArrayList<>(known);
        for (Event event : events.subList(known.size(), events.size())) {
            String head = hashes.isEmpty() ? NONE : hashes.get(hashes.size() - 1);
            hashes.add(after(head, hashes.size() + 1L, event).hash());
        }
        return hashes;
    }

    /** The entry as its line of the log, without the line's end. */
    String line() {
        return Json.canonical(unhashed(seq, event, previous).put("hash", hash));
    }

    /**
     * Reads a line of the log, and checks that its hash is right and its form the canonical one.
     *
     * @throws BrokenLogException if it is no entry, or not the entry that was written
     */
    static LogEntry parse(byte[] line) throws BrokenLogException {
        Optional<LogEntry> plain = CanonicalObject.of(line).flatMap(LogEntry::plain);
        if (plain.isPresent()) {
            return plain.get();
        }
        String text = new String(line, StandardCharsets.UTF_8);
        if (!Arrays.equals(text.getBytes(StandardCharsets.UTF_8), line)) {
            throw new BrokenLogException("is not UTF-8");
        }
        return parse(text);
    }

    /** Nearly all lines are: those are read at the speed of their hash. Empty if it has to be looked at more closely. */
    private static Optional<LogEntry> plain(CanonicalObject line) {
        String hash = line.text("hash").orElse("");
        Optional<String> at = line.text("at");
        Optional<String> actor = line.text("actor");
        Optional<String> previous = line.text("previous");
        Optional<Class<? extends Fact>> kind = line.text("type").flatMap(LogEntry::kind);
        Optional<byte[]> seq = line.value("seq");
        Optional<byte[]> data = line.value("data");
        boolean whole = at.isPresent()
                && actor.isPresent()
                && previous.isPresent()
                && kind.isPresent()
                && seq.isPresent()
                && data.isPresent();
        if (!whole || !line.sha256Without("hash").equals(hash)) {
            return Optional.empty();
        }
        try {
            Event event = new Event(Instant.parse(at.get()), actor.get(), Json.value(data.get(), kind.get()));
            return Optional.of(new LogEntry(
                    Long.parseLong(new String(seq.get(), StandardCharsets.US_ASCII)), event, previous.get(), hash));
        } catch (DateTimeParseException | IllegalArgumentException unusual) {
            return Optional.empty();
        }
    }

    private static LogEntry parse(String line) throws BrokenLogException {
        try {
            if (!(Json.read(line) instanceof ObjectNode entry)) {
                throw new BrokenLogException("is not a JSON object");
            }
            String hash = text(entry, "hash");
            entry.remove("hash");
            if (!Sha256.hex(Json.canonical(entry)).equals(hash)) {
                throw new BrokenLogException("was changed after it was written: its hash does not fit its content");
            }
            if (!Json.canonical(entry.deepCopy().put("hash", hash)).equals(line)) {
                throw new BrokenLogException("says what was written, but was not written like this");
            }
            String type = text(entry, "type");
            Class<? extends Fact> kind = kind(type)
                    .orElseThrow(() -> new BrokenLogException(
                            "has the type '" + type + "', which this version does not know; read it with a newer one"));
            Event event = new Event(
                    Instant.parse(text(entry, "at")), text(entry, "actor"), Json.value(entry.path("data"), kind));
            return new LogEntry(entry.path("seq").asLong(), event, text(entry, "previous"), hash);
        } catch (JsonProcessingException | DateTimeParseException | IllegalArgumentException e) {
            throw new BrokenLogException("is not an entry of an incident log");
        }
    }

    private static Optional<Class<? extends Fact>> kind(String type) {
        return Optional.ofNullable(
                KINDS.computeIfAbsent(type, unknown -> Fact.kindOf(unknown).orElse(null)));
    }

    private static ObjectNode unhashed(long seq, Event event, String previous) {
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        entry.put("seq", seq)
                .put("at", event.at().toString())
                .put("type", Fact.typeOf(event.fact().getClass()))
                .put("actor", event.actor())
                .put("previous", previous)
                .set("data", Json.tree(event.fact()));
        return entry;
    }

    private static String text(ObjectNode entry, String member) throws BrokenLogException {
        JsonNode value = entry.path(member);
        if (!value.isTextual()) {
            throw new BrokenLogException("has no '" + member + "'");
        }
        return value.textValue();
    }
}
