package io.jenkins.plugins.hotfix.forge.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.hotfix.forge.Change;
import io.jenkins.plugins.hotfix.forge.CommitStatus;
import io.jenkins.plugins.hotfix.forge.Created;
import io.jenkins.plugins.hotfix.forge.Deployments.DeploymentDraft;
import io.jenkins.plugins.hotfix.forge.Deployments.DeploymentStatus;
import io.jenkins.plugins.hotfix.forge.Forge;
import io.jenkins.plugins.hotfix.forge.Found;
import io.jenkins.plugins.hotfix.forge.Issues;
import io.jenkins.plugins.hotfix.forge.Issues.Issue;
import io.jenkins.plugins.hotfix.forge.Issues.IssueChange;
import io.jenkins.plugins.hotfix.forge.Issues.IssueDraft;
import io.jenkins.plugins.hotfix.forge.MergeOrder;
import io.jenkins.plugins.hotfix.forge.Merged;
import io.jenkins.plugins.hotfix.forge.Nothing;
import io.jenkins.plugins.hotfix.forge.Protection;
import io.jenkins.plugins.hotfix.forge.PullRequest;
import io.jenkins.plugins.hotfix.forge.PullRequestDraft;
import io.jenkins.plugins.hotfix.forge.Reply;
import io.jenkins.plugins.hotfix.forge.Standing;
import io.jenkins.plugins.hotfix.forge.wire.NoAnswerException;
import io.jenkins.plugins.hotfix.forge.wire.RefusedException;
import io.jenkins.plugins.hotfix.forge.wire.Wire;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A repository on GitHub. */
public final class GitHubForge implements Forge {
    private static final int NO_SUCH_REF = 422;
    private static final int MOST = 100;
    private static final int LONGEST_DESCRIPTION = 140;

    private final Repository repository;

    /**
     * @param api the address of the REST API, without a slash at its end: {@code https://api.github.com}
     */
    public GitHubForge(Wire wire, URI api, String owner, String name) {
        this.repository = new Repository(wire, api, owner, name);
    }

    @Override
    public String host() {
        return repository.host();
    }

    @Override
    public Reply<Found> find(String head, String base) {
        return Repository.reply(() -> new PullRequests(repository).find(head, base));
    }

    @Override
    public Reply<PullRequest> create(PullRequestDraft draft) {
        return Repository.reply(() -> new PullRequests(repository).create(draft));
    }

    @Override
    public Reply<PullRequest> update(int number, Change change) {
        return Repository.reply(() -> new PullRequests(repository).update(number, change));
    }

    @Override
    public Reply<Standing> standing(int number) {
        return Repository.reply(() -> new Readiness(repository).of(number));
    }

    @Override
    public Reply<Merged> merge(int number, MergeOrder order) {
        return Repository.reply(() -> new Merging(repository).order(number, order));
    }

    @Override
    public Reply<Merged> merging(int number, Merged.Pending pending) {
        return Repository.reply(() -> new Merging(repository).poll(number, pending));
    }

    @Override
    public Reply<Nothing> deleteBranch(String branch) {
        return Repository.reply(() -> {
            try {
                repository.call(
                        "DELETE",
                        "/git/refs/heads/" + branch.replace("%", "%25").replace("#", "%23"),
                        null);
            } catch (RefusedException refused) {
                if (refused.status() != NO_SUCH_REF || !refused.body().contains("does not exist")) {
                    throw refused;
                }
            }
            return new Nothing();
        });
    }

    @Override
    public Reply<Protection> protection(String branch) {
        return Repository.reply(() -> Rules.of(repository, branch).protection());
    }

    @Override
    public Reply<Created> createDeployment(DeploymentDraft draft) {
        return Repository.reply(() -> {
            for (JsonNode each : repository.get("/deployments?per_page=" + MOST + "&environment="
                    + Repository.segment(draft.environment()) + "&ref=" + Repository.segment(draft.ref()))) {
                if (each.path("payload").path("hotfix").asText("").equals(draft.marker())) {
                    return made(each);
                }
            }
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("ref", draft.ref());
            body.put("environment", draft.environment());
            body.put("description", bounded(draft.description()));
            body.put("auto_merge", false);
            body.put("required_contexts", List.of());
            body.put("production_environment", true);
            body.put("payload", Map.of("hotfix", draft.marker()));
            return made(repository.call("POST", "/deployments", body).json());
        });
    }

    @Override
    public Reply<Created> deploymentStatus(String deployment, DeploymentStatus status) {
        return Repository.reply(() -> {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("state", status.state().name().toLowerCase(Locale.ROOT));
            body.put("description", bounded(status.description()));
            put(body, "log_url", status.log());
            return made(repository
                    .call("POST", "/deployments/" + Repository.segment(deployment) + "/statuses", body)
                    .json());
        });
    }

    @Override
    public Reply<Created> commitStatus(CommitStatus status) {
        return Repository.reply(() -> {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("state", status.state().name().toLowerCase(Locale.ROOT));
            body.put("context", status.context());
            body.put("description", bounded(status.description()));
            put(body, "target_url", status.url());
            return made(repository
                    .call("POST", "/statuses/" + Repository.segment(status.commit()), body)
                    .json());
        });
    }

    /** The list is asked, not the search, which finds what was just made only after a while. */
    @Override
    public Reply<Issues.Found> findIssues(String marker, @Nullable String label) {
        return Repository.reply(() -> {
            List<Issue> found = new ArrayList<>();
            for (JsonNode each : repository.get("/issues?state=all&per_page=" + MOST
                    + (label == null ? "" : "&labels=" + Repository.segment(label)))) {
                if (!each.has("pull_request") && each.path("body").asText("").contains(marker)) {
                    found.add(issue(each));
                }
            }
            return new Issues.Found(found);
        });
    }

    @Override
    public Reply<Issue> createIssue(IssueDraft draft) {
        return Repository.reply(() -> {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("title", draft.title());
            body.put("body", draft.body());
            body.put("labels", draft.labels());
            body.put("assignees", draft.assignees());
            return issue(repository.call("POST", "/issues", body).json());
        });
    }

    @Override
    public Reply<Issue> updateIssue(int number, IssueChange change) {
        return Repository.reply(() -> {
            if (!change.labels().isEmpty()) {
                repository.call("POST", "/issues/" + number + "/labels", Map.of("labels", change.labels()));
            }
            Map<String, Object> body = new LinkedHashMap<>();
            put(body, "title", change.title());
            put(body, "body", change.body());
            put(body, "state", change.open() == null ? null : change.open() ? "open" : "closed");
            return issue(
                    body.isEmpty()
                            ? repository.get("/issues/" + number)
                            : repository
                                    .call("PATCH", "/issues/" + number, body)
                                    .json());
        });
    }

    @Override
    public Reply<Created> comment(int number, String body) {
        return Repository.reply(() -> made(repository
                .call("POST", "/issues/" + number + "/comments", Map.of("body", body))
                .json()));
    }

    private static void put(Map<String, Object> body, String name, @Nullable Object value) {
        if (value != null) {
            body.put(name, value);
        }
    }

    /** GitHub refuses a longer one. */
    private static String bounded(String description) {
        return description.length() <= LONGEST_DESCRIPTION
                ? description
                : description.substring(0, LONGEST_DESCRIPTION - 1) + "…";
    }

    private Created made(JsonNode answer) throws IOException {
        String id = answer.path("id").asText("");
        if (id.isEmpty()) {
            throw new NoAnswerException(host() + " does not say what it made.");
        }
        return new Created(id, answer.path("html_url").asText(answer.path("url").asText("")));
    }

    private Issue issue(JsonNode answer) throws IOException {
        if (!answer.path("number").isInt()) {
            throw new NoAnswerException(host() + " gave an answer without an issue in it.");
        }
        return new Issue(
                answer.path("number").asInt(),
                answer.path("html_url").asText(""),
                answer.path("title").asText(""),
                answer.path("state").asText("").equals("open"));
    }
}
