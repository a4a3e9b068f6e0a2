package io.jenkins.plugins.hotfix.forge.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.hotfix.forge.Change;
import io.jenkins.plugins.hotfix.forge.Extras;
import io.jenkins.plugins.hotfix.forge.Found;
import io.jenkins.plugins.hotfix.forge.PullRequest;
import io.jenkins.plugins.hotfix.forge.PullRequestDraft;
import io.jenkins.plugins.hotfix.forge.wire.NoAnswerException;
import io.jenkins.plugins.hotfix.forge.wire.RefusedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kohsuke.github.GHIssueState;
import org.kohsuke.github.GHPullRequest;
import org.kohsuke.github.GHPullRequestQueryBuilder;
import org.kohsuke.github.GHUser;

/** Pull requests: looked for, made, changed. */
record PullRequests(Repository repository) {
    private static final int MOST = 100;

    Found find(String head, String base) throws IOException {
        List<PullRequest> found = new ArrayList<>();
        for (GHPullRequest each : repository
                .library()
                .queryPullRequests()
                .state(GHIssueState.ALL)
                .head(repository.owner() + ":" + head)
                .base(base)
                .sort(GHPullRequestQueryBuilder.Sort.CREATED)
                .list()
                .withPageSize(MOST)
                .iterator()
                .nextPage()) {
            found.add(pullRequest(each));
        }
        return new Found(found);
    }

    PullRequest create(PullRequestDraft draft) throws IOException {
        GHPullRequest made = repository
                .library()
                .createPullRequest(draft.title(), draft.head(), draft.base(), draft.body(), true, draft.draft());
        if (made.getNumber() == 0 || made.getHtmlUrl() == null) {
            throw new NoAnswerException(repository.host() + " gave an answer without a pull request in it.");
        }
        return pullRequest(made).with(add(made.getNumber(), draft.extras()));
    }

    PullRequest update(int number, Change change) throws IOException {
        Map<String, Object> body = new LinkedHashMap<>();
        put(body, "title", change.title());
        put(body, "body", change.body());
        put(body, "state", change.open() == null ? null : change.open() ? "open" : "closed");
        if (!body.isEmpty()) {
            repository.call("PATCH", "/pulls/" + number, body);
        }
        List<String> remarks = new ArrayList<>(add(number, change.extras()));
        GHPullRequest now = repository.library().getPullRequest(number);
        if (change.draft() != null && change.draft() != now.isDraft()) {
            remark(remarks, "whether it is a draft", () -> draft(now, change.draft()));
            now.refresh();
        }
        return pullRequest(now).with(remarks);
    }

    private static void put(Map<String, Object> body, String name, @Nullable Object value) {
        if (value != null) {
            body.put(name, value);
        }
    }

    /** REST cannot change that. */
    private void draft(GHPullRequest now, boolean draft) throws IOException {
        String mutation = draft ? "convertPullRequestToDraft" : "markPullRequestReadyForReview";
        repository.graphql(Map.of(
                "query",
                "mutation($id: ID!) { " + mutation + "(input: {pullRequestId: $id}) { pullRequest { isDraft } } }",
                "variables",
                Map.of("id", now.getNodeId())));
    }

    private interface Attempt {
        void make() throws IOException;
    }

    /** What a pull request has beside its text; what it could not be given, as sentences. None of it keeps the pull request from being there. */
    private List<String> add(int number, Extras extras) throws IOException {
        List<String> remarks = new ArrayList<>();
        if (!extras.labels().isEmpty()) {
            remark(
                    remarks,
                    "labels",
                    () -> repository.call("POST", "/issues/" + number + "/labels", Map.of("labels", extras.labels())));
        }
        for (String reviewer : extras.reviewers()) {
            remark(remarks, "reviewer " + reviewer, () -> review(number, "reviewers", reviewer));
        }
        for (String team : extras.teamReviewers()) {
            remark(remarks, "team " + team, () -> review(number, "team_reviewers", team));
        }
        if (!extras.assignees().isEmpty()) {
            remark(
                    remarks,
                    "assignees",
                    () -> repository.call(
                            "POST", "/issues/" + number + "/assignees", Map.of("assignees", extras.assignees())));
        }
        String milestone = extras.milestone();
        if (milestone != null) {
            remark(remarks, "milestone " + milestone, () -> milestone(number, milestone));
        }
        return remarks;
    }

    /** One by one, because one who cannot review, such as the author, keeps all others out. */
    private void review(int number, String kind, String who) throws IOException {
        repository.call("POST", "/pulls/" + number + "/requested_reviewers", Map.of(kind, List.of(who)));
    }

    private void milestone(int number, String title) throws IOException {
        for (JsonNode each : repository.get("/milestones?state=open&per_page=" + MOST)) {
            if (each.path("title").asText().equals(title)) {
                repository.call(
                        "PATCH",
                        "/issues/" + number,
                        Map.of("milestone", each.path("number").asInt()));
                return;
            }
        }
        throw new NoAnswerException("There is no open milestone of that title.");
    }

    private static void remark(List<String> remarks, String what, Attempt attempt) throws IOException {
        try {
            attempt.make();
        } catch (NoAnswerException none) {
            remarks.add("It has no " + what + ": " + none.getMessage());
        } catch (IOException failed) {
            RefusedException refused = Repository.refusal(failed);
            if (refused == null) {
                throw failed;
            }
            remarks.add("It has no " + what + ": " + refused.getMessage());
        }
    }

    /** In the project's own words. */
    static PullRequest pullRequest(GHPullRequest from) throws IOException {
        boolean merged = from.getMergedAt() != null;
        GHUser by = merged ? from.getMergedBy() : null;
        return new PullRequest(
                from.getNumber(),
                from.getHtmlUrl().toString(),
                merged
                        ? PullRequest.State.MERGED
                        : from.getState() == GHIssueState.OPEN ? PullRequest.State.OPEN : PullRequest.State.CLOSED,
                from.getHead().getRef(),
                from.getHead().getSha(),
                from.getBase().getRef(),
                from.isDraft(),
                Objects.requireNonNullElse(from.getTitle(), ""),
                merged ? from.getMergeCommitSha() : null,
                by == null ? null : by.getLogin(),
                from.getUser() == null ? "" : from.getUser().getLogin(),
                List.of());
    }
}
