package io.jenkins.plugins.hotfix.forge.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jenkins.plugins.hotfix.forge.PullRequest;
import io.jenkins.plugins.hotfix.forge.Refusal;
import io.jenkins.plugins.hotfix.forge.Standing;
import io.jenkins.plugins.hotfix.forge.Standing.Check;
import io.jenkins.plugins.hotfix.forge.Standing.Result;
import io.jenkins.plugins.hotfix.forge.Standing.Review;
import io.jenkins.plugins.hotfix.forge.wire.RefusedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.kohsuke.github.GHPullRequest;

/** How far a pull request is from being merged: reviews, checks, and what the rules of its base want. */
record Readiness(Repository repository) {
    /** What GitHub says where no rule is in the way any more. */
    private static final Set<String> MERGEABLE = Set.of("clean", "unstable", "has_hooks");

    private static final Set<String> FINE = Set.of("success", "neutral", "skipped");

    Standing of(int number) throws IOException {
        GHPullRequest now = repository.library().getPullRequest(number);
        PullRequest pullRequest = PullRequests.pullRequest(now);
        List<Review> reviews = reviews(number);
        Rules rules = Rules.of(repository, pullRequest.base());
        List<Check> checks = checks(pullRequest.commit(), rules.checks());
        Standing standing = new Standing(pullRequest, reviews, checks, List.of());
        return new Standing(pullRequest, reviews, checks, wants(standing, rules, now.getMergeableState()));
    }

    /** The newest of each; the library would ask for each person. */
    private List<Review> reviews(int number) throws IOException {
        Map<String, Review> newest = new LinkedHashMap<>();
        for (JsonNode each : repository.get("/pulls/" + number + "/reviews?per_page=100")) {
            String by = each.path("user").path("login").asText("");
            switch (each.path("state").asText("")) {
                case "APPROVED", "CHANGES_REQUESTED" -> newest.put(by, review(by, each));
                case "DISMISSED" -> newest.remove(by);
                default -> {}
            }
        }
        return List.copyOf(newest.values());
    }

    private static Review review(String by, JsonNode review) {
        return new Review(
                by,
                review.path("state").asText().equals("APPROVED"),
                review.path("commit_id").asText(null),
                review.path("html_url").asText(""));
    }

    private List<Check> checks(String commit, Set<String> required) throws IOException {
        Map<String, Result> results = new LinkedHashMap<>();
        required.forEach(name -> results.put(name, Result.PENDING));
        JsonNode runs = readable("/commits/" + commit + "/check-runs?filter=latest&per_page=100");
        for (JsonNode run : runs.path("check_runs")) {
            String conclusion = run.path("conclusion").asText("");
            results.put(
                    run.path("name").asText(),
                    !run.path("status").asText().equals("completed")
                            ? Result.PENDING
                            : FINE.contains(conclusion) ? Result.PASSED : Result.FAILED);
        }
        for (JsonNode status :
                readable("/commits/" + commit + "/status?per_page=100").path("statuses")) {
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

    /** A token may have no right to read checks; then GitHub's own word on the whole has to do. */
    private JsonNode readable(String path) throws IOException {
        try {
            return repository.get(path);
        } catch (RefusedException refused) {
            if (refused.reason() != Refusal.FORBIDDEN && refused.reason() != Refusal.NOT_FOUND) {
                throw refused;
            }
            return MissingNode.getInstance();
        }
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
            boolean passed = check.result() == Result.PASSED
                    || check.result() == Result.PENDING && MERGEABLE.contains(String.valueOf(mergeable));
            if (check.required() && !passed) {
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
