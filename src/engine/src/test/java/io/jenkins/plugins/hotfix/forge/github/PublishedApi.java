package io.jenkins.plugins.hotfix.forge.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.jenkins.plugins.hotfix.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** GitHub's API as it is published: which requests there are, and what they may hold. */
final class PublishedApi {
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final JsonNode document;

    PublishedApi() {
        try (InputStream in = PublishedApi.class.getResourceAsStream("/github/operations.json")) {
            document = Json.read(new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The operation that a request is. */
    Optional<JsonNode> operation(String method, String path) {
        return StreamSupport.stream(document.path("operations").spliterator(), false)
                .filter(each -> each.path("method").asText().equals(method))
                .filter(each -> pattern(each).matcher(path).matches())
                .findFirst();
    }

    /** A reference holds slashes; every other part of a path does not. */
    private static Pattern pattern(JsonNode operation) {
        String path = operation.path("path").asText();
        return Pattern.compile(path.replaceAll("\\{ref}$", ".+").replaceAll("\\{[a-z_]+}", "[^/]+"));
    }

    /** An answer as it is published. */
    ObjectNode example(String method, String path) {
        JsonNode example = operation(method, path).orElseThrow().path("example");
        return (example.isArray() ? example.get(0) : example).deepCopy();
    }

    /** What is wrong with a request; nothing if it is as published. */
    List<String> faults(String method, String path, Map<String, String> query, String body) {
        Optional<JsonNode> operation = operation(method, path);
        if (operation.isEmpty()) {
            return List.of("there is no " + method + " " + path);
        }
        List<String> faults = new ArrayList<>();
        for (String name : query.keySet()) {
            parameter(operation.get(), name)
                    .ifPresentOrElse(
                            known -> values(known, query.get(name)).stream()
                                    .map(fault -> method + " " + path + "?" + name + ": " + fault)
                                    .forEach(faults::add),
                            () -> faults.add(method + " " + path + " has no parameter " + name));
        }
        JsonNode schema = operation.get().path("body").path("schema");
        if (schema.isMissingNode() && !body.isEmpty()) {
            faults.add(method + " " + path + " takes no body");
        } else if (!schema.isMissingNode()) {
            SCHEMAS.getSchema(schema.toString(), InputFormat.JSON)
                    .validate(body.isEmpty() ? "null" : body, InputFormat.JSON)
                    .forEach(error -> faults.add(method + " " + path + ": " + error));
            unknown(schema, body).forEach(name -> faults.add(method + " " + path + " knows no " + name));
        }
        return faults;
    }

    private static Optional<JsonNode> parameter(JsonNode operation, String name) {
        return StreamSupport.stream(operation.path("parameters").spliterator(), false)
                .filter(each -> each.path("in").asText().equals("query"))
                .filter(each -> each.path("name").asText().equals(name))
                .findFirst();
    }

    private static List<String> values(JsonNode parameter, String value) {
        List<String> allowed = StreamSupport.stream(
                        parameter.path("schema").path("enum").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        return allowed.isEmpty() || allowed.contains(value) ? List.of() : List.of(value + " is none of " + allowed);
    }

    /** GitHub ignores what it does not know, which would hide a slip. */
    private static List<String> unknown(JsonNode schema, String body) {
        try {
            List<String> unknown = new ArrayList<>();
            Json.read(body.isEmpty() ? "{}" : body).fieldNames().forEachRemaining(name -> {
                boolean known = schema.path("properties").has(name)
                        || schema.findParents(name).size() > 0;
                if (!known) {
                    unknown.add(name);
                }
            });
            return unknown;
        } catch (IOException e) {
            return List.of("a body that is no JSON");
        }
    }

    /** The parameters of a query. */
    static Map<String, String> query(String query) {
        return query.isEmpty()
                ? Map.of()
                : List.of(query.split("&")).stream()
                        .map(each -> each.split("=", 2))
                        .collect(Collectors.toMap(
                                each -> each[0], each -> URLDecoder.decode(each[1], StandardCharsets.UTF_8)));
    }
}
