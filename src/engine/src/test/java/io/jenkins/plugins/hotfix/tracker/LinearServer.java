package io.jenkins.plugins.hotfix.tracker;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.GraphqlErrorException;
import graphql.schema.Coercing;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLScalarType;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import io.jenkins.plugins.hotfix.json.Json;
import io.jenkins.plugins.hotfix.web.WebServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Linear, as its published schema says it is: each request is checked against that and carried out, on a server of its own.
 * What a test plans for the next requests happens in place of that.
 */
public final class LinearServer implements AutoCloseable {
    public static final String KEY = "lin_api_planted0123456789";

    private static final Map<String, Object> ENG = team("team-eng", "ENG");
    private static final Map<String, Object> OPS = team("team-ops", "OPS");

    /** The issues, by id. */
    public final Map<String, Map<String, Object>> issues = new LinkedHashMap<>();

    /** What the requests were signed with. */
    public final List<String> authorizations = new CopyOnWriteArrayList<>();

    /** What was asked for, by the name of the operation. */
    public final List<String> asked = new CopyOnWriteArrayList<>();

    /** What was wrong with requests by the schema. */
    public final List<String> invalid = new CopyOnWriteArrayList<>();

    private final Deque<HttpHandler> planned = new ArrayDeque<>();
    private final GraphQL graphql;
    private final WebServer server;

    public LinearServer() throws IOException {
        graphql = GraphQL.newGraphQL(new SchemaGenerator().makeExecutableSchema(schema(), wiring()))
                .build();
        server = WebServer.with(this::answer);
        newest("OPS-7", OPS);
        newest("ENG-41", ENG);
        newest("OPS-6", OPS);
    }

    /** Where it is asked. */
    public String endpoint() {
        return server.url() + "/graphql";
    }

    /** The next request is answered like this. */
    public void next(HttpHandler answer) {
        planned.add(answer);
    }

    /** The next request is answered with this. */
    public void next(int status, String body) {
        next(exchange -> send(exchange, status, body));
    }

    /** The next request is carried out, and its answer is lost. */
    public void losesNextAnswer() {
        next(exchange -> {
            carryOut(exchange);
            // The body ends before its length.
            exchange.sendResponseHeaders(200, 1000);
        });
    }

    /** The issues that this program made. */
    public List<Map<String, Object>> made() {
        return issues.values().stream()
                .filter(issue -> issue.containsKey("made"))
                .toList();
    }

    @Override
    public void close() {
        server.close();
    }

    private void newest(String key, Map<String, Object> team) {
        issues.put("old-" + key, new HashMap<>(Map.of("id", "old-" + key, "identifier", key, "team", team)));
    }

    private static Map<String, Object> team(String id, String key) {
        return Map.of(
                "id",
                id,
                "key",
                key,
                "name",
                key,
                "states",
                Map.of(
                        "nodes",
                        List.of(
                                state(key, "Todo", "unstarted", 1),
                                state(key, "In Review", "started", 3),
                                state(key, "In Progress", "started", 2),
                                state(key, "Done", "completed", 4),
                                state(key, "Canceled", "canceled", 5))));
    }

    private static Map<String, Object> state(String team, String name, String type, double position) {
        return Map.of("id", team + "/" + name, "name", name, "type", type, "position", position);
    }

    private static TypeDefinitionRegistry schema() throws IOException {
        try (InputStream in = LinearServer.class.getResourceAsStream("/linear/schema.graphql")) {
            return new SchemaParser()
                    .parse(new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private RuntimeWiring wiring() {
        RuntimeWiring.Builder wiring = RuntimeWiring.newRuntimeWiring()
                .type(
                        "Query",
                        type -> type.dataFetcher("issues", this::find)
                                .dataFetcher("teams", this::teams)
                                .dataFetcher(
                                        "team", call -> call.getArgument("id").equals("team-ops") ? OPS : ENG))
                .type(
                        "Mutation",
                        type -> type.dataFetcher("issueCreate", this::create).dataFetcher("issueUpdate", this::update));
        for (String name : List.of("DateTime", "JSON", "TimelessDate")) {
            wiring.scalar(GraphQLScalarType.newScalar()
                    .name(name)
                    .coercing(new Coercing<Object, Object>() {})
                    .build());
        }
        return wiring.build();
    }

    private Map<String, Object> find(DataFetchingEnvironment call) {
        Map<String, Map<String, String>> filter = call.getArgument("filter");
        return Map.of(
                "nodes",
                filter == null
                        ? List.copyOf(issues.values())
                        : issues.values().stream()
                                .filter(issue ->
                                        issue.get("id").equals(filter.get("id").get("eq")))
                                .toList());
    }

    private Map<String, Object> teams(DataFetchingEnvironment call) {
        Map<String, Map<String, String>> filter = call.getArgument("filter");
        String key = filter.get("key").get("eqIgnoreCase");
        return Map.of(
                "nodes",
                List.of(ENG, OPS).stream()
                        .filter(team -> key.equalsIgnoreCase(String.valueOf(team.get("key"))))
                        .toList());
    }

    private Map<String, Object> create(DataFetchingEnvironment call) {
        Map<String, Object> issue = new HashMap<>(call.<Map<String, Object>>getArgument("input"));
        String id = String.valueOf(issue.get("id"));
        if (issues.containsKey(id)) {
            throw GraphqlErrorException.newErrorException()
                    .message("conflict on insert of Issue: an entity with this id exists already")
                    .extensions(Map.of("code", "INPUT_ERROR"))
                    .build();
        }
        Map<String, Object> team = issue.get("teamId").equals("team-ops") ? OPS : ENG;
        String key = team.get("key") + "-" + (100 + made().size());
        issue.putAll(
                Map.of("team", team, "identifier", key, "url", "https://linear.app/acme/issue/" + key, "made", true));
        issues.put(id, issue);
        return Map.of("success", true, "lastSyncId", 1.0, "issue", issue);
    }

    private Map<String, Object> update(DataFetchingEnvironment call) {
        Map<String, Object> issue = issues.get(call.<String>getArgument("id"));
        issue.putAll(call.<Map<String, Object>>getArgument("input"));
        return Map.of("success", true, "lastSyncId", 1.0, "issue", issue);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
        HttpHandler now = planned.poll();
        if (now != null) {
            now.handle(exchange);
        } else {
            send(exchange, 200, carryOut(exchange));
        }
    }

    private String carryOut(HttpExchange exchange) throws IOException {
        JsonNode request = Json.read(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        String query = request.path("query").asText();
        asked.add(query.replaceAll("^\\w+ (\\w+).*", "$1"));
        ExecutionResult result = graphql.execute(ExecutionInput.newExecutionInput(query)
                .variables(Json.map(request.path("variables")))
                .build());
        if (!result.getErrors().isEmpty()) {
            result.getErrors().stream()
                    .filter(error -> error.getExtensions() == null
                            || !"INPUT_ERROR".equals(error.getExtensions().get("code")))
                    .forEach(error -> invalid.add(error.getMessage()));
        }
        return Json.tree(result.toSpecification()).toString();
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
