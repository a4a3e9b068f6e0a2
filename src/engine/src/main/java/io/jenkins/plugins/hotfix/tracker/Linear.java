package io.jenkins.plugins.hotfix.tracker;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.hotfix.tracker.Draft.Stage;
import io.jenkins.plugins.hotfix.web.Deadline;
import io.jenkins.plugins.hotfix.web.RefusedException;
import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Linear, by its GraphQL interface. A ticket is an issue with an id that is given to it, so there can be no second one.
 *
 * @param team the key of the team, as {@code ENG}; null for the team of the newest issues
 * @param started the name of the state of what is worked on
 * @param done the name of the state of what is done; null for the team's first one of that kind
 */
public record Linear(
        LinearApi api,
        @Nullable String team,
        String started,
        @Nullable String done) implements Tracker {
    private static final int URGENT = 1;
    private static final int MEDIUM = 3;

    private static final String STATES = "states(first: 100) { nodes { id name type position } }";
    private static final String TEAM = "id key " + STATES;
    private static final String ISSUE = "id identifier url";

    private static final String FIND =
            "query HotfixFind($id: ID!) { issues(filter: {id: {eq: $id}}, includeArchived: true,"
                    + " first: 1) { nodes { " + ISSUE + " team { " + TEAM + " } } } }";
    private static final String TEAM_BY_KEY =
            "query HotfixTeam($key: String!) { teams(filter: {key: {eqIgnoreCase: $key}}," + " first: 1) { nodes { "
                    + TEAM + " } } }";
    private static final String TEAM_BY_ID = "query HotfixTeamOfId($id: String!) { team(id: $id) { " + TEAM + " } }";
    private static final String NEWEST =
            "query HotfixNewest { issues(first: 25, orderBy: createdAt) { nodes { team { id } } } }";
    private static final String CREATE =
            "mutation HotfixCreate($input: IssueCreateInput!) { issueCreate(input: $input) {" + " success issue { "
                    + ISSUE + " } } }";
    private static final String UPDATE = "mutation HotfixUpdate($id: String!, $input: IssueUpdateInput!) {"
            + " issueUpdate(id: $id, input: $input) { success issue { " + ISSUE + " } } }";

    @Override
    public String host() {
        return api.endpoint().host();
    }

    @Override
    public Ticket create(UUID id, Draft draft, boolean again, Deadline deadline)
            throws IOException, InterruptedException {
        Optional<JsonNode> there = again ? find(id, deadline) : Optional.empty();
        if (there.isPresent()) {
            return ticket(there.get());
        }
        JsonNode team = team(deadline);
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("id", id.toString());
        input.put("teamId", team.path("id").asText());
        input.put("title", draft.title());
        input.put("description", draft.body());
        input.put("priority", draft.stage() == Stage.TO_DO ? MEDIUM : URGENT);
        state(team, draft.stage()).ifPresent(state -> input.put("stateId", state));
        try {
            return written(
                    api.ask(CREATE, Map.of("input", input), deadline.left()).path("issueCreate"));
        } catch (RefusedException refused) {
            // Somebody else who works on the incident may have been faster.
            return ticket(find(id, deadline).orElseThrow(() -> refused));
        }
    }

    @Override
    public Ticket update(UUID id, Draft draft, Deadline deadline) throws IOException, InterruptedException {
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("title", draft.title());
        input.put("description", draft.body());
        if (draft.moved()) {
            JsonNode issue = find(id, deadline)
                    .orElseThrow(() -> new RefusedException(
                            "The ticket is not there any more: somebody deleted it, or the token may not see it."));
            state(issue.path("team"), draft.stage()).ifPresent(state -> input.put("stateId", state));
        }
        return written(api.ask(UPDATE, Map.of("id", id.toString(), "input", input), deadline.left())
                .path("issueUpdate"));
    }

    private Optional<JsonNode> find(UUID id, Deadline deadline) throws IOException, InterruptedException {
        return nodes(api.ask(FIND, Map.of("id", id.toString()), deadline.left()).path("issues"))
                .findFirst();
    }

    private JsonNode team(Deadline deadline) throws IOException, InterruptedException {
        if (team != null) {
            return nodes(api.ask(TEAM_BY_KEY, Map.of("key", team), deadline.left())
                            .path("teams"))
                    .findFirst()
                    .orElseThrow(() -> new RefusedException("There is no team '" + team + "' that the token may see."
                            + " Set tickets.team to the key of one, as ENG of ENG-123."));
        }
        Map<String, Long> teams = nodes(
                        api.ask(NEWEST, Map.of(), deadline.left()).path("issues"))
                .map(issue -> issue.path("team").path("id").asText())
                .collect(Collectors.groupingBy(id -> id, LinkedHashMap::new, Collectors.counting()));
        // Of those with as many issues it is the one with the newest.
        String id = teams.entrySet().stream()
                .reduce((one, other) -> other.getValue() > one.getValue() ? other : one)
                .map(Map.Entry::getKey)
                .orElseThrow(() -> new RefusedException("There are no issues that tell which team works here. Set"
                        + " tickets.team to the key of one, as ENG of ENG-123."));
        return api.ask(TEAM_BY_ID, Map.of("id", id), deadline.left()).path("team");
    }

    /** The id of the team's state for a stage: the one of that name, else the first of that kind; empty for the team's default. */
    private Optional<String> state(JsonNode team, Stage stage) {
        return switch (stage) {
            case TO_DO -> Optional.empty();
            case URGENT -> state(team, started, "started");
            case DONE -> state(team, done, "completed");
            case CANCELED -> state(team, null, "canceled");
        };
    }

    private static Optional<String> state(JsonNode team, @Nullable String name, String type) {
        Optional<String> named = nodes(team.path("states"))
                .filter(state -> state.path("name").asText().equalsIgnoreCase(name))
                .map(state -> state.path("id").asText())
                .findFirst();
        return named.or(() -> nodes(team.path("states"))
                .filter(state -> state.path("type").asText().equals(type))
                .min(Comparator.comparingDouble(state -> state.path("position").asDouble()))
                .map(state -> state.path("id").asText()));
    }

    private Ticket written(JsonNode payload) throws IOException {
        if (!payload.path("success").asBoolean()) {
            throw new RefusedException(host() + " said that it did not do it.");
        }
        return ticket(payload.path("issue"));
    }

    private static Ticket ticket(JsonNode issue) {
        return new Ticket(
                issue.path("identifier").textValue(), issue.path("url").textValue());
    }

    private static Stream<JsonNode> nodes(JsonNode connection) {
        return StreamSupport.stream(connection.path("nodes").spliterator(), false);
    }
}
