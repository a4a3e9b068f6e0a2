package io.jenkins.plugins.hotfix.incident;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.jenkins.plugins.hotfix.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The published schemas say what the program writes, no less and no more. */
class SchemaTest {
    private static final String ENTRY = "timeline-entry.schema.json";
    private static final String INCIDENT = "incident.schema.json";
    private static final String PLACE = "https://schema.example/";

    /** Members whose content is the user's. */
    private static final Set<String> FREE = Set.of("settings", "answers", "parameters", "given", "approvedGates");

    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemas(Map.of(PLACE + ENTRY, text(ENTRY), PLACE + INCIDENT, text(INCIDENT))));

    @TempDir
    Path directory;

    @Test
    void everyLineOfALogOfEveryKindOfFactIsValid() throws IOException {
        assertThat(lines())
                .hasSameSizeAs(EveryFact.events())
                .allSatisfy(line -> assertThat(faults(ENTRY, line)).as(line).isEmpty());
    }

    @Test
    void anIncidentIsValidWheneverItIsWritten() {
        for (int known = 0; known <= EveryFact.events().size(); known++) {
            Incident incident = Incident.of(EveryFact.events().subList(0, known));
            assertThat(faults(INCIDENT, Json.pretty(incident)))
                    .as("after %d events", known)
                    .isEmpty();
        }
    }

    @Test
    void aMemberThatNobodyDescribedIsRefused() throws IOException {
        mutate((object, valid) -> {
            object.put("surprise", 1);
            assertThat(valid.get()).isFalse();
            object.remove("surprise");
            assertThat(valid.get()).isTrue();
        });
    }

    @Test
    void aValueOfAnotherTypeIsRefused() throws IOException {
        mutate((object, valid) -> {
            for (String name : names(object)) {
                JsonNode value = object.get(name);
                object.putArray(name).addArray();
                assertThat(valid.get()).as(name).isFalse();
                object.set(name, value);
            }
        });
    }

    @Test
    void aLineWithoutOneOfItsMembersIsRefused() throws IOException {
        for (String line : lines()) {
            for (String name : names((ObjectNode) Json.read(line))) {
                ObjectNode entry = (ObjectNode) Json.read(line);
                entry.remove(name);
                assertThat(faults(ENTRY, entry.toString())).as(name).isNotEmpty();
            }
        }
    }

    @Test
    void factsDoNotPassForOneAnother() throws IOException {
        ObjectNode entry = (ObjectNode) Json.read(lines().get(0));
        assertThat(entry.path("type").textValue()).isEqualTo("run-started");

        assertThat(faults(ENTRY, entry.put("type", "released").toString())).isNotEmpty();
        assertThat(faults(ENTRY, entry.put("type", "levitated").toString())).isNotEmpty();
    }

    @Test
    void theTypesAreThoseOfTheFacts() throws IOException {
        JsonNode schema = Json.read(text(ENTRY));
        List<String> types = Arrays.stream(Fact.class.getPermittedSubclasses())
                .map(kind -> Fact.typeOf(kind.asSubclass(Fact.class)))
                .toList();

        assertThat(texts(schema.at("/properties/type/enum"))).containsExactlyInAnyOrderElementsOf(types);
        assertThat(stream(schema.path("allOf"))
                        .map(rule -> rule.at("/if/properties/type/const").textValue() + " "
                                + rule.at("/then/properties/data/$ref").textValue()))
                .containsExactlyInAnyOrderElementsOf(
                        types.stream().map(type -> type + " #/$defs/" + type).toList());
    }

    @ParameterizedTest
    @MethodSource("records")
    void aRecordAndItsDescriptionHaveTheSameMembers(Class<?> kind) throws IOException {
        JsonNode described = Json.read(text(ENTRY)).at("/$defs/" + type(kind));
        List<RecordComponent> components = Arrays.asList(kind.getRecordComponents());

        assertThat(described.path("additionalProperties")).isEqualTo(Json.tree(false));
        assertThat(names((ObjectNode) described.path("properties")))
                .isEqualTo(components.stream().map(RecordComponent::getName).toList());
        assertThat(texts(described.path("required")))
                .isEqualTo(components.stream()
                        .filter(component -> !component.getAnnotatedType().isAnnotationPresent(Nullable.class))
                        .map(RecordComponent::getName)
                        .toList());
    }

    @Test
    void theIncidentAndItsDescriptionHaveTheSameMembers() throws IOException {
        assertThat(names((ObjectNode) Json.read(text(INCIDENT)).path("properties")))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Incident.class.getMethods())
                        .filter(method -> method.isAnnotationPresent(JsonProperty.class))
                        .map(method -> method.getAnnotation(JsonProperty.class).value())
                        .toList());
        assertThat(texts(Json.read(text(INCIDENT)).at("/properties/status/enum")))
                .isEqualTo(Arrays.stream(Status.values()).map(Status::word).toList());
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void everyMemberIsDescribedInWords(String name) throws IOException {
        Json.read(text(name))
                .findValues("properties")
                .forEach(properties -> properties.properties().forEach(member -> {
                    boolean schema =
                            member.getValue().isObject() && !member.getValue().has("const");
                    if (schema && !member.getKey().equals("data")) {
                        assertThat(member.getValue().path("description").asText())
                                .as(member.getKey())
                                .isNotBlank();
                    }
                }));
    }

    static Stream<String> schemas() {
        return Stream.of(ENTRY, INCIDENT);
    }

    /** Facts and what they are made of. */
    static Stream<Class<?>> records() {
        return Arrays.stream(Fact.class.getDeclaredClasses()).filter(Class::isRecord);
    }

    private static String type(Class<?> kind) {
        return kind.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    private interface Validity {
        boolean get();
    }

    /** Hands out every object of every line and of the incident, with a question whether the whole is still valid. */
    private void mutate(BiConsumer<ObjectNode, Validity> mutation) throws IOException {
        for (String line : lines()) {
            JsonNode entry = Json.read(line);
            objects(entry)
                    .forEach(object -> mutation.accept(
                            object, () -> faults(ENTRY, entry.toString()).isEmpty()));
        }
        JsonNode incident = Json.tree(Incident.of(EveryFact.events()));
        objects(incident)
                .forEach(object -> mutation.accept(
                        object, () -> faults(INCIDENT, incident.toString()).isEmpty()));
    }

    private static List<ObjectNode> objects(JsonNode node) {
        List<ObjectNode> objects = new ArrayList<>();
        if (node instanceof ObjectNode object) {
            objects.add(object);
            object.properties().stream()
                    .filter(member -> !FREE.contains(member.getKey()))
                    .forEach(member -> objects.addAll(objects(member.getValue())));
        } else if (node instanceof ArrayNode array) {
            array.forEach(element -> objects.addAll(objects(element)));
        }
        return objects;
    }

    private List<String> lines() throws IOException {
        Path file = directory.resolve("timeline.jsonl");
        if (!Files.exists(file)) {
            IncidentLog log = IncidentLog.open(file);
            for (Event event : EveryFact.events()) {
                log.append(event);
            }
        }
        return Files.readAllLines(file);
    }

    private static List<?> faults(String schema, String json) {
        Schema loaded = REGISTRY.getSchema(SchemaLocation.of(PLACE + schema));
        return loaded.validate(json, InputFormat.JSON);
    }

    private static List<String> names(ObjectNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    private static List<String> texts(JsonNode array) {
        return stream(array).map(JsonNode::textValue).toList();
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static String text(String schema) {
        try {
            return Files.readString(Path.of("../../docs/schema", schema));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
