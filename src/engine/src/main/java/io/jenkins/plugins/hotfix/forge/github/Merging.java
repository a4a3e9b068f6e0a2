package io.jenkins.plugins.hotfix.forge.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.hotfix.forge.MergeOrder;
import io.jenkins.plugins.hotfix.forge.Merged;
import io.jenkins.plugins.hotfix.forge.PullRequest;
import io.jenkins.plugins.hotfix.forge.Refusal;
import io.jenkins.plugins.hotfix.forge.wire.NoAnswerException;
import io.jenkins.plugins.hotfix.forge.wire.RefusedException;
import io.jenkins.plugins.hotfix.json.Json;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kohsuke.github.GHPullRequest;

/**
 * Merges a pull request: in the background where the server does that, which also knows merge queues; else at once. Either
 * way the head must be what is expected.
 */
record Merging(Repository repository) {
    private static final int NO_SUCH_CALL = 404;
    private static final int RUNNING = 409;
    private static final int NOT_READY = 400;

    Merged order(int number, MergeOrder order) throws IOException {
        PullRequest now = PullRequests.pullRequest(repository.library().getPullRequest(number));
        if (now.state() == PullRequest.State.MERGED && now.merged() != null) {
            return new Merged.Now(now.merged());
        }
        if (!now.commit().equals(order.commit())) {
            throw new RefusedException(
                    Refusal.CONFLICT,
                    0,
                    "Pull request " + number + " has " + abbreviated(now.commit()) + " and not "
                            + abbreviated(order.commit()) + ", which was approved. It was not merged.",
                    "");
        }
        try {
            return result(repository
                    .call("PUT", "/pulls/" + number + "/merge-async", body(order))
                    .json());
        } catch (RefusedException refused) {
            return switch (refused.status()) {
                case NO_SUCH_CALL -> atOnce(number, order);
                case RUNNING -> running(refused, order);
                case NOT_READY -> new Merged.Failed(String.valueOf(refused.getMessage()));
                default -> throw refused;
            };
        }
    }

    /** What became of a merge in the background. */
    Merged poll(int number, Merged.Pending pending) throws IOException {
        if (pending.id() != null) {
            try {
                Merged result =
                        result(repository.get("/pulls/" + number + "/merge-async/" + Repository.segment(pending.id())));
                if (!(result instanceof Merged.Pending waits) || waits.id() != null) {
                    return result;
                }
            } catch (RefusedException forgotten) {
                if (forgotten.reason() != Refusal.NOT_FOUND) {
                    throw forgotten;
                }
            }
        }
        GHPullRequest library = repository.library().getPullRequest(number);
        PullRequest now = PullRequests.pullRequest(library);
        return switch (now.state()) {
            case MERGED -> new Merged.Now(String.valueOf(now.merged()));
            case CLOSED -> new Merged.Failed("Somebody closed pull request " + number + " without merging it.");
            case OPEN ->
                pending.id() == null
                        ? new Merged.Pending(null, "Pull request " + number + " waits in the merge queue.")
                        : new Merged.Failed(
                                "GitHub knows nothing of the merge of pull request " + number + " any more.");
        };
    }

    private static Map<String, Object> body(MergeOrder order) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("sha", order.commit());
        body.put("merge_method", order.method().name().toLowerCase(Locale.ROOT));
        if (order.method() != MergeOrder.Method.REBASE) {
            body.put("commit_title", order.title());
            body.put("commit_message", order.message());
        }
        return body;
    }

    /** Where there is no merging in the background, as on most GitHub Enterprise servers. */
    private Merged atOnce(int number, MergeOrder order) throws IOException {
        JsonNode merged = repository
                .call("PUT", "/pulls/" + number + "/merge", body(order))
                .json();
        if (!merged.path("merged").asBoolean() || merged.path("sha").asText("").isEmpty()) {
            throw new NoAnswerException(
                    repository.host() + " does not say whether pull request " + number + " is merged.");
        }
        return new Merged.Now(merged.path("sha").asText());
    }

    /** Another order came first; it may have been for something else than what was approved. */
    private Merged running(RefusedException refused, MergeOrder order) throws IOException {
        JsonNode other = Json.read(refused.body());
        String head = other.path("details").path("expected_head_sha").asText("");
        if (head.isEmpty()) {
            throw refused;
        }
        return head.equals(order.commit())
                ? result(other)
                : new Merged.Failed("Another merge of it is under way, for " + abbreviated(head) + ".");
    }

    private Merged result(JsonNode answer) throws NoAnswerException {
        JsonNode details = answer.path("details");
        String said = details.path("message").asText("");
        return switch (answer.path("status").asText("")) {
            case "merged" -> new Merged.Now(text(details, "sha"));
            case "pending" -> new Merged.Pending(text(details, "uuid"), said);
            case "enqueued" -> new Merged.Pending(null, said);
            case "failed" -> new Merged.Failed(said);
            default -> throw new NoAnswerException(repository.host() + " does not say what became of the merge.");
        };
    }

    private String text(JsonNode details, String name) throws NoAnswerException {
        @Nullable String text = details.path(name).asText(null);
        if (text == null || text.isEmpty()) {
            throw new NoAnswerException(repository.host() + " does not say what became of the merge.");
        }
        return text;
    }

    private static String abbreviated(String commit) {
        return commit.substring(0, Math.min(12, commit.length()));
    }
}
