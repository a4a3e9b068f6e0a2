package io.jenkins.plugins.hotfix.forge.github;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import io.jenkins.plugins.hotfix.forge.hosting.Forges;
import io.jenkins.plugins.hotfix.forge.wire.Authorization;
import io.jenkins.plugins.hotfix.forge.wire.Wire;
import io.jenkins.plugins.hotfix.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * GitHub with one repository, {@code acme/shop}: it keeps the pull requests and issues that it is asked for, and holds each
 * request against the published description. What it answers is its published examples, with the values that count here.
 */
public final class GitHubServer implements AutoCloseable {
    /** A token, planted where it must not come out again. */
    public static final String TOKEN = "ghp_PLANTED0123456789abcdefghijklmnopqrst";

    private static final String REPOSITORY = "/repos/acme/shop";

    private final PublishedApi api = new PublishedApi();
    private final WireMockServer server;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final List<ObjectNode> pullRequests = new CopyOnWriteArrayList<>();
    private final List<ObjectNode> issues = new CopyOnWriteArrayList<>();
    private final List<Duration> waits = new CopyOnWriteArrayList<>();
    private final Map<String, JsonNode> answers = new HashMap<>();
    private UnaryOperator<String> heads = name -> "6dcb09b5b57875f334f61aebed695e2e4193db5e";
    private @Nullable Supplier<String> merge;
    private boolean background;
    private final List<Trouble> troubles = new CopyOnWriteArrayList<>();

    /** What goes wrong with the next request of a kind. */
    private record Trouble(String method, String path, boolean after, ResponseDefinition answer) {}

    public GitHubServer() {
        server =
                new WireMockServer(WireMockConfiguration.options().dynamicPort().extensions(new Answers()));
        server.start();
        server.stubFor(any(anyUrl()).willReturn(new ResponseDefinitionBuilder().withTransformers("github")));
    }

    /** The address of its API. */
    public String url() {
        return "http://localhost:" + server.port();
    }

    /** It as the engine reaches it. */
    public GitHubForge forge() {
        return new GitHubForge(
                new Wire(client(), authorization(), "localhost:" + server.port(), patience()),
                URI.create(url()),
                "acme",
                "shop");
    }

    /** What chooses it for a remote in a directory {@code acme/shop.git}. */
    public Forges forges() {
        return new Forges((kind, host) -> Optional.of(authorization()), client(), patience());
    }

    private static HttpClient client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    private Wire.Patience patience() {
        return new Wire.Patience(Duration.ofSeconds(2), Clock.systemUTC(), waits::add);
    }

    private static Authorization authorization() {
        return Authorization.gitHub(() -> TOKEN);
    }

    /** The next request of that kind is not done, and answered so. */
    public void refuse(String method, String path, int status, String body, String... headers) {
        troubles.add(new Trouble(method, path, false, response(status, body, headers)));
    }

    /** The next request of that kind is done, and its answer is lost. */
    public void loseAnswer(String method, String path, Fault fault) {
        troubles.add(new Trouble(
                method,
                path,
                true,
                new ResponseDefinitionBuilder().withFault(fault).build()));
    }

    /** The next request of that kind is done, and answered with something else. */
    public void answerAfter(String method, String path, int status, String body) {
        troubles.add(new Trouble(method, path, true, response(status, body)));
    }

    /** The next request of that kind gets no answer in time, and is not done. */
    public void slow(String method, String path) {
        troubles.add(new Trouble(
                method,
                path,
                false,
                new ResponseDefinitionBuilder()
                        .withStatus(200)
                        .withFixedDelay(5000)
                        .build()));
    }

    /** From now on this is at a path below the repository's. */
    public void has(String path, Object content) {
        answers.put(path, Json.tree(content));
    }

    /** Somebody does something to a pull request. */
    public void change(int number, Map<String, Object> values) {
        values.forEach((name, value) -> pullRequest(number).set(name, Json.tree(value)));
    }

    /** What a branch of the repository holds. */
    public void heads(UnaryOperator<String> commitOf) {
        heads = commitOf;
    }

    /**
     * It merges what it is asked to.
     *
     * @param inBackground whether it says at first that it is at it
     * @param inRepository does the merge in the repository, and gives the commit
     */
    public void merges(boolean inBackground, Supplier<String> inRepository) {
        background = inBackground;
        merge = inRepository;
    }

    /** Somebody merged it as this commit. */
    public void merged(int number, String commit) {
        change(
                number,
                Map.of(
                        "state",
                        "closed",
                        "merged",
                        true,
                        "merged_at",
                        "2026-01-17T03:20:00Z",
                        "merge_commit_sha",
                        commit,
                        "merged_by",
                        Map.of("login", "dora", "id", 7)));
    }

    /** Whose head moved. */
    public void head(int number, String commit) {
        ((ObjectNode) pullRequest(number).path("head")).put("sha", commit);
    }

    /** The pull requests that it has. */
    public List<ObjectNode> pullRequests() {
        return List.copyOf(pullRequests);
    }

    public List<ObjectNode> issues() {
        return List.copyOf(issues);
    }

    public ObjectNode pullRequest(int number) {
        return pullRequests.get(number - 1);
    }

    /** What was asked, as method and path. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** How long was waited before something was asked again. */
    public List<Duration> waits() {
        return List.copyOf(waits);
    }

    @Override
    public void close() {
        server.stop();
        assertThat(faults).as("requests that are not as published").isEmpty();
    }

    private static ResponseDefinition response(int status, String body, String... headers) {
        ResponseDefinitionBuilder response = new ResponseDefinitionBuilder()
                .withStatus(status)
                .withBody(body)
                .withHeader("Content-Type", body.startsWith("<") ? "text/html" : "application/json");
        for (int i = 0; i + 1 < headers.length; i += 2) {
            response.withHeader(headers[i], headers[i + 1]);
        }
        return response.build();
    }

    private final class Answers implements ResponseDefinitionTransformerV2 {
        @Override
        public String getName() {
            return "github";
        }

        @Override
        public synchronized ResponseDefinition transform(ServeEvent event) {
            String method = event.getRequest().getMethod().value();
            String url = event.getRequest().getUrl();
            String path = url.replaceAll("\\?.*", "");
            String body = event.getRequest().getBodyAsString();
            requests.add(method + " " + path);
            if (!("Bearer " + TOKEN).equals(event.getRequest().getHeader("Authorization"))) {
                faults.add(method + " " + path + " came without the token");
            }
            if (!path.equals("/graphql")) {
                faults.addAll(api.faults(
                        method,
                        path,
                        PublishedApi.query(url.contains("?") ? url.substring(url.indexOf('?') + 1) : ""),
                        body));
            }
            Optional<Trouble> trouble = troubles.stream()
                    .filter(each -> each.method().equals(method) && path.endsWith(each.path()))
                    .findFirst();
            trouble.ifPresent(troubles::remove);
            if (trouble.isPresent() && !trouble.get().after()) {
                return trouble.get().answer();
            }
            ResponseDefinition answer = answer(method, path, url, body);
            return trouble.map(Trouble::answer).orElse(answer);
        }
    }

    private ResponseDefinition answer(String method, String path, String url, String body) {
        try {
            JsonNode json = body.isEmpty() ? Json.tree(Map.of()) : Json.read(body);
            String below = path.equals("/graphql") ? "" : path.substring(REPOSITORY.length());
            if (answers.containsKey(below)) {
                return response(200, answers.get(below).toString());
            }
            return switch (method + " " + below.replaceAll("\\d+", "N")) {
                case "GET " ->
                    response(200, local("GET", REPOSITORY, GitHubServer::named).toString());
                case "GET /pulls" -> list(PublishedApi.query(url.substring(url.indexOf('?') + 1)));
                case "POST /pulls" -> create(json);
                case "GET /pulls/N" -> response(200, pullRequest(number(below)).toString());
                case "PATCH /pulls/N" -> patch(pullRequest(number(below)), json);
                case "PUT /pulls/N/merge-async", "PUT /pulls/N/merge" -> merge(method, path, number(below), json);
                case "GET /pulls/N/merge-async/N" ->
                    response(
                            200,
                            "{\"status\":\"merged\",\"details\":{\"message\":\"Pull request was merged.\",\"sha\":\""
                                    + pullRequest(number(below))
                                            .path("merge_commit_sha")
                                            .asText() + "\"}}");
                case "POST /issues" -> issue(json);
                case "POST " -> graphql(json);
                case "GET /issues" -> response(200, array(issues).toString());
                case "PATCH /issues/N" ->
                    patch(issues.isEmpty() ? pullRequest(number(below)) : issues.get(number(below) - 1), json);
                default -> other(method, path);
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one thing that is asked so: whether a pull request is a draft. */
    private ResponseDefinition graphql(JsonNode body) {
        boolean draft = body.path("query").asText().contains("convertPullRequestToDraft");
        for (ObjectNode each : pullRequests) {
            if (each.path("node_id").equals(body.path("variables").path("id"))) {
                each.put("draft", draft);
            }
        }
        return response(200, "{\"data\":{}}");
    }

    private ResponseDefinition other(String method, String path) {
        Optional<JsonNode> operation = api.operation(method, path);
        boolean lists = operation.map(each -> each.path("example").isArray()).orElse(false);
        if (method.equals("GET") && lists) {
            return response(200, "[]");
        }
        if (method.equals("DELETE")) {
            return response(204, "");
        }
        if (operation.isEmpty() || method.equals("GET") || path.contains("merge-async")) {
            return response(404, "{\"message\":\"Not Found\"}");
        }
        return response(
                method.equals("POST") ? 201 : 200, api.example(method, path).toString());
    }

    private ResponseDefinition list(Map<String, String> query) {
        List<ObjectNode> found = new ArrayList<>();
        for (ObjectNode each : pullRequests) {
            if (("acme:" + each.path("head").path("ref").asText()).equals(query.get("head"))
                    && each.path("base").path("ref").asText().equals(query.get("base"))) {
                found.add(0, each);
            }
        }
        return response(200, array(found).toString());
    }

    private ResponseDefinition create(JsonNode body) {
        boolean there = pullRequests.stream()
                .anyMatch(each -> each.path("state").asText().equals("open")
                        && each.path("head").path("ref").equals(body.path("head"))
                        && each.path("base").path("ref").equals(body.path("base")));
        if (there) {
            return response(
                    422,
                    "{\"message\":\"Validation Failed\",\"errors\":[{\"resource\":\"PullRequest\",\"code\":\"custom\","
                            + "\"message\":\"A pull request already exists for acme:"
                            + body.path("head").asText()
                            + ".\"}]}");
        }
        int number = pullRequests.size() + 1;
        pullRequests.add(local("POST", REPOSITORY + "/pulls", made -> {
            made.put("number", number);
            made.put("html_url", "https://github.com/acme/shop/pull/" + number);
            made.put("url", url() + REPOSITORY + "/pulls/" + number);
            made.put("title", body.path("title").asText());
            made.put("body", body.path("body").asText());
            made.put("draft", body.path("draft").asBoolean());
            made.put("state", "open");
            made.putNull("merged_at");
            made.putNull("merged_by");
            made.put("mergeable_state", "clean");
            ((ObjectNode) made.path("head"))
                    .put("ref", body.path("head").asText())
                    .put("sha", heads.apply(body.path("head").asText()));
            ((ObjectNode) made.path("base")).put("ref", body.path("base").asText());
            made.putArray("labels");
        }));
        return response(201, pullRequest(number).toString());
    }

    private ResponseDefinition merge(String method, String path, int number, JsonNode body) {
        boolean async = path.endsWith("merge-async");
        Supplier<String> inRepository = merge;
        if (inRepository == null || async != background) {
            return other(method, path);
        }
        if (!body.path("sha").equals(pullRequest(number).path("head").path("sha"))) {
            return response(409, "{\"message\":\"Head branch was modified. Review and try the merge again.\"}");
        }
        merged(number, inRepository.get());
        return async
                ? response(
                        202,
                        "{\"status\":\"pending\",\"details\":{\"message\":\"Merge request enqueued.\",\"uuid\":\"17\"}}")
                : response(
                        200,
                        "{\"merged\":true,\"message\":\"Pull Request successfully merged\",\"sha\":\""
                                + pullRequest(number).path("merge_commit_sha").asText() + "\"}");
    }

    private ResponseDefinition patch(ObjectNode what, JsonNode body) {
        body.properties().forEach(each -> what.set(each.getKey(), each.getValue()));
        return response(200, what.toString());
    }

    private ResponseDefinition issue(JsonNode body) {
        int number = issues.size() + 1;
        issues.add(local("POST", REPOSITORY + "/issues", made -> {
            made.put("number", number);
            made.put("html_url", "https://github.com/acme/shop/issues/" + number);
            made.put("title", body.path("title").asText());
            made.put("body", body.path("body").asText());
            made.put("state", "open");
            made.remove("pull_request");
        }));
        return response(201, issues.get(number - 1).toString());
    }

    private static void named(ObjectNode repository) {
        repository.put("name", "shop");
        ((ObjectNode) repository.path("owner")).put("login", "acme");
    }

    private interface Edit {
        void apply(ObjectNode node);
    }

    /** A published example, whose addresses are this server's. */
    private ObjectNode local(String method, String path, Edit edit) {
        try {
            String text = api.example(method, path)
                    .toString()
                    .replace("https://api.github.com/repos/octocat/Hello-World", url() + REPOSITORY)
                    .replace("octocat/Hello-World", "acme/shop");
            ObjectNode node = (ObjectNode) Json.read(text);
            edit.apply(node);
            return node;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ArrayNode array(List<ObjectNode> nodes) {
        return (ArrayNode) Json.tree(nodes);
    }

    private static int number(String path) {
        return Integer.parseInt(path.replaceAll("\\D*(\\d+).*", "$1"));
    }
}
