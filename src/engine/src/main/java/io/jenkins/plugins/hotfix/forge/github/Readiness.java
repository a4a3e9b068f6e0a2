package io.jenkins.plugins.hotfix.forge.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.hotfix.forge.PullRequest;
import io.jenkins.plugins.hotfix.forge.Standing;
import io.jenkins.plugins.hotfix.forge.Standing.Check;
import io.jenkins.plugins.hotfix.forge.Standing.Result;
import io.jenkins.plugins.hotfix.forge.Standing.Review;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.kohsuke.github.GHPullRequest;
import org.kohsuke.github.GHPullRequestReview;
import org.kohsuke.github.GHPullRequestReviewState;

/** How far a pull request is from being merged: reviews, checks, and what the rules of its base want. */
record Readiness(Repository repository) {
    private static final Set<String> FINE = Set.of("success", "neutral", "skipped");

    Standing of(int number) throws IOException {
        GHPullRequest now = repository.library().getPullRequest(number);
        PullRequest pullRequest = PullRequests.pullRequest(now);
        List<Review> reviews = reviews(now);
        Rules rules = Rules.of(repository, pullRequest.base());
        List<Check> checks = checks(pullRequest.commit(), rules.checks());
        Standing standing = new Standing(pullRequest, reviews, checks, List.of());
        return new Standing(pullRequest, reviews, checks, wants(standing, rules, now.getMergeableState()));
    }

    private static List<Review> reviews(GHPullRequest now) throws IOException {
        Map<String, Review> newest = new LinkedHashMap<>();
        for (GHPullRequestReview each : now.listReviews()) {
            String by = each.getUser() == null ? "" : each.getUser().getLogin();
            if (each.getState() == GHPullRequestReviewState.DISMISSED) {
                newest.remove(by);
            } else if (each.getState() == GHPullRequestReviewState.APPROVED
                    || each.getState() == GHPullRequestReviewState.CHANGES_REQUESTED) {
                Instant at = each.getSubmittedAt() == null
                        ? null
                        : Instant.parse(each.getSubmittedAt().toString());
                newest.put(
                        by,
                        new Review(
                                by,
                                each.getState() == GHPullRequestReviewState.APPROVED,
                                each.getCommitId(),
                                at,
                                each.getHtmlUrl() == null
                                        ? ""
                                        : each.getHtmlUrl().toString()));
            }
        }
        return List.copyOf(newest.values());
    }

    private List<Check> checks(String commit, Set<String> required) throws IOException {
        Map<String, Result> results = new LinkedHashMap<>();
        required.forEach(name -> results.put(name, Result.PENDING));
        JsonNode runs = repository.get("/commits/" + commit + "/check-runs?filter=latest&per_page=100");
        for (JsonNode run : runs.path("check_runs")) {
            String conclusion = run.path("conclusion").asText("");
            results.put(
                    run.path("name").asText(),
                    !run.path("status").asText().equals("completed")
                            ? Result.PENDING
                            : FINE.contains(conclusion) ? Result.PASSED : Result.FAILED);
        }
        for (JsonNode status :
                repository.get("/commits/" + commit + "/status?per_page=100").path("statuses")) {
            results.put(
                    status.path("context").asText(),
                    switch (status.path("state").asText()) {
                        case "success" -> Result.PASSED;
                        case "pending" -> Result.PENDING;
                        default -> Result.FAILED;
                    });
        }
        List<Check> checks = new ArrayList<>();
        results.forEach((name, result) -> checks.add(new Check(name, result, required.contains(name))));
        return checks;
    }

    private static List<String> wants(Standing standing, Rules rules, String mergeable) {
        List<String> wants = new ArrayList<>();
        if (standing.pullRequest().draft()) {
            wants.add("It is a draft.");
        }
        standing.objections().forEach(review -> wants.add(review.by() + " asks for changes."));
        int approvals = standing.approvals().size();
        if (approvals < rules.approvals()) {
            wants.add("It has " + approvals + " of " + rules.approvals() + " approvals.");
        }
        for (Check check : standing.checks()) {
            if (check.required() && check.result() != Result.PASSED) {
                wants.add("The check " + check.name()
                        + (check.result() == Result.FAILED ? " failed." : " has not passed yet."));
            }
        }
        if ("dirty".equals(mergeable)) {
            wants.add("It conflicts with " + standing.pullRequest().base() + ".");
        } else if ("behind".equals(mergeable)) {
            wants.add("Its branch must have what " + standing.pullRequest().base() + " has.");
        } else if ("blocked".equals(mergeable) && wants.isEmpty()) {
            wants.add("The rules of " + standing.pullRequest().base() + " do not allow the merge yet.");
        }
        return wants;
    }
}
