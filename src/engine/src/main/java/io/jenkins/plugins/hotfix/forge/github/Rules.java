package io.jenkins.plugins.hotfix.forge.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jenkins.plugins.hotfix.forge.Protection;
import io.jenkins.plugins.hotfix.forge.Refusal;
import io.jenkins.plugins.hotfix.forge.wire.RefusedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What rulesets and branch protection say of a branch, in sentences: the rule, and what a run will meet. */
final class Rules {
    private final Repository repository;
    private final String branch;
    private final List<String> rules = new ArrayList<>();
    private final List<String> obstacles = new ArrayList<>();
    private final List<String> hidden = new ArrayList<>();
    private final Set<String> checks = new LinkedHashSet<>();
    private final Map<Integer, Boolean> bypassed = new LinkedHashMap<>();
    private int approvals;

    private Rules(Repository repository, String branch) {
        this.repository = repository;
        this.branch = branch;
    }

    /** Reads them. */
    static Rules of(Repository repository, String branch) throws IOException {
        Rules rules = new Rules(repository, branch);
        rules.permission();
        rules.rulesets();
        rules.classic();
        return rules;
    }

    /** How many people must approve. */
    int approvals() {
        return approvals;
    }

    Set<String> checks() {
        return checks;
    }

    Protection protection() {
        return new Protection(branch, rules, obstacles, hidden, List.copyOf(checks));
    }

    /** Tokens of an app have none of these; for them the first refusal tells. */
    private void permission() throws IOException {
        JsonNode permissions = repository.get("").path("permissions");
        if (permissions.has("push") && !permissions.path("push").asBoolean()) {
            obstacles.add("The token may not push to the repository. Give one that may write contents.");
        }
    }

    private void rulesets() throws IOException {
        for (JsonNode rule : read("/rules/branches/" + Repository.segment(branch) + "?per_page=100", "its rulesets")) {
            boolean free = bypasses(rule.path("ruleset_id").asInt());
            List<String> before = List.copyOf(obstacles);
            rule(rule.path("type").asText(), rule.path("parameters"));
            if (free) {
                obstacles.retainAll(before);
                rules.set(
                        rules.size() - 1,
                        rules.get(rules.size() - 1) + " This token bypasses it, which will be on record.");
            }
        }
    }

    private boolean bypasses(int ruleset) throws IOException {
        if (!bypassed.containsKey(ruleset)) {
            String may = read("/rulesets/" + ruleset, "who bypasses ruleset " + ruleset)
                    .path("current_user_can_bypass")
                    .asText("never");
            bypassed.put(ruleset, may.equals("always") || may.equals("exempt"));
        }
        return bypassed.get(ruleset);
    }

    private void rule(String type, JsonNode parameters) {
        switch (type) {
            case "pull_request" ->
                reviewed(parameters.path("required_approving_review_count").asInt());
            case "required_status_checks" -> {
                List<String> names = new ArrayList<>();
                parameters
                        .path("required_status_checks")
                        .forEach(check -> names.add(check.path("context").asText()));
                checked(names);
            }
            case "merge_queue" -> {
                rules.add(branch + " is merged into by a merge queue alone.");
                obstacles.add(
                        "A push to " + branch + " will be refused, because its merge queue must merge. Use a pull"
                                + " request (hotfixPullRequest.use=wanted), or have the token named as one that may bypass the rule.");
            }
            case "required_linear_history" -> linear();
            case "required_signatures" -> signed();
            case "update", "creation", "deletion", "non_fast_forward" -> restricted(type);
            default -> rules.add(branch + " has the rule " + type.replace('_', ' ') + ".");
        }
    }

    private void restricted(String type) {
        rules.add(
                switch (type) {
                    case "update" -> "Only those who bypass the rule may update " + branch + ".";
                    case "creation" -> "Only those who bypass the rule may create " + branch + ".";
                    case "deletion" -> branch + " cannot be deleted.";
                    default -> branch + " takes no forced push.";
                });
        if (type.equals("update")) {
            obstacles.add(
                    "A push to " + branch + " will be refused: updates are restricted. Have the token named as one"
                            + " that may bypass the rule.");
        }
    }

    private void reviewed(int count) {
        approvals = Math.max(approvals, count);
        rules.add(branch + " takes changes by pull request only"
                + (count == 0 ? "." : ", with " + count + (count == 1 ? " approval." : " approvals.")));
        obstacles.add("A push to " + branch + " will be refused, because it takes pull requests only. The release then"
                + " waits for somebody to merge it: use hotfixPullRequest.use=wanted, or have the token named as one that may"
                + " bypass the rule.");
    }

    private void checked(List<String> names) {
        checks.addAll(names);
        rules.add("On " + branch + " these checks must pass: " + String.join(", ", names) + ".");
        obstacles.add("A push to " + branch + " will be refused until " + String.join(", ", names)
                + " passed on the very commit. A pull request runs them first: hotfixPullRequest.use=wanted.");
    }

    private void linear() {
        rules.add(branch + " takes no merge commits.");
        obstacles.add(
                "The release is a merge commit, which " + branch + " refuses. Use a pull request that is squashed:"
                        + " hotfixPullRequest.use=wanted and hotfixPullRequest.method=squash.");
    }

    private void signed() {
        rules.add(branch + " takes signed commits only.");
        obstacles.add(
                "The release will be refused unless it is signed. Configure git to sign (commit.gpgSign), or let the"
                        + " forge make the merge: hotfixPullRequest.use=wanted.");
    }

    /** What was there before rulesets. Who administers may read all of it; everybody, whether there is any. */
    private void classic() throws IOException {
        JsonNode known = read("/branches/" + Repository.segment(branch), "the branch");
        if (!known.path("protected").asBoolean()) {
            return;
        }
        JsonNode all = read("/branches/" + Repository.segment(branch) + "/protection", "its protection");
        boolean bound = all.path("enforce_admins").path("enabled").asBoolean(true);
        List<String> before = List.copyOf(obstacles);
        JsonNode reviews = all.path("required_pull_request_reviews");
        if (reviews.isObject()) {
            reviewed(reviews.path("required_approving_review_count").asInt());
        }
        List<String> names = new ArrayList<>();
        JsonNode status = all.has("required_status_checks")
                ? all.path("required_status_checks")
                : known.path("protection").path("required_status_checks");
        status.path("contexts").forEach(name -> names.add(name.asText()));
        if (!names.isEmpty() && !checks.containsAll(names)) {
            checked(names);
        }
        if (all.path("required_linear_history").path("enabled").asBoolean()) {
            linear();
        }
        if (all.path("required_signatures").path("enabled").asBoolean()) {
            signed();
        }
        if (all.path("restrictions").isObject()) {
            restricted("update");
        }
        if (!bound) {
            obstacles.retainAll(before);
            rules.add("Administrators are not bound by the protection of " + branch
                    + "; if the token is one's, it bypasses it, which will be on record.");
        }
    }

    /** A missing node where it is hidden. */
    private JsonNode read(String path, String what) throws IOException {
        try {
            return repository.get(path);
        } catch (RefusedException refused) {
            if (refused.reason() != Refusal.FORBIDDEN && refused.reason() != Refusal.NOT_FOUND) {
                throw refused;
            }
            hidden.add("The token may not read " + what + " of " + branch + ": " + refused.getMessage());
            return MissingNode.getInstance();
        }
    }
}
