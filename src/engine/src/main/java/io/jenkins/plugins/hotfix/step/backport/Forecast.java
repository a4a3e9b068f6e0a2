package io.jenkins.plugins.hotfix.step.backport;

import io.jenkins.plugins.hotfix.git.merge.Conflict;
import io.jenkins.plugins.hotfix.git.merge.MergeResult;
import io.jenkins.plugins.hotfix.git.object.ObjectId;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.incident.Fact.BackportForecast;
import io.jenkins.plugins.hotfix.incident.Fact.CommitSummary;
import io.jenkins.plugins.hotfix.incident.Fact.ForecastTarget;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.step.Paths;
import io.jenkins.plugins.hotfix.step.Required;
import io.jenkins.plugins.hotfix.step.backport.Transplant.Transplanted;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What bringing the fix to each target would come to, were it done now. Computed in the object database; nothing is pushed. */
final class Forecast {
    private final Branches branches;
    private final Patch patch;
    private final Transplant transplant;
    private final Handover handover;
    private final Transplant.Method method;

    Forecast(Branches branches, Patch patch, Transplant transplant, Handover handover, Transplant.Method method) {
        this.branches = branches;
        this.patch = patch;
        this.transplant = transplant;
        this.handover = handover;
        this.method = method;
    }

    /** Whether one that is on record is still of what there is now: the fix, production's branch and every target. */
    static boolean holds(Incident incident, Branches branches, Collection<String> targets) {
        Optional<BackportForecast> known = incident.forecast();
        String production = Required.triage(incident).branch();
        return known.isPresent()
                && known.get().production().equals(branches.tip(production))
                && known.get().targets().stream()
                        .map(ForecastTarget::target)
                        .toList()
                        .equals(List.copyOf(targets))
                && known.get().targets().stream()
                        .allMatch(target -> Objects.equals(target.tip(), branches.tip(target.target())));
    }

    /**
     * Works it out.
     *
     * @param targets in their order
     * @param refused of those that could not be fetched, why
     */
    BackportForecast of(Incident incident, Collection<String> targets, Map<String, String> refused) throws IOException {
        List<ForecastTarget> each = new ArrayList<>();
        for (String target : targets) {
            each.add(
                    refused.containsKey(target)
                            ? unknown(target, null, refused.get(target))
                            : target(target, branches.git().branch(target).orElseThrow()));
        }
        String production =
                branches.git().branch(Required.triage(incident).branch()).orElseThrow();
        Optional<MergeResult> revert = revert(production);
        boolean conflicts = revert.isPresent() && revert.get().status() == MergeResult.Status.CONFLICTING;
        return new BackportForecast(
                patch.tip(),
                production,
                each,
                revert.isEmpty() ? "unknown" : conflicts ? "conflict" : "clean",
                conflicts ? paths(revert.get()) : List.of());
    }

    private ForecastTarget target(String target, String tip) {
        try {
            Transplanted transplanted = transplant.onto(tip, method);
            if (transplanted instanceof Transplanted.Present) {
                return plain(target, tip, "present", target + " has the fix already.");
            }
            if (transplanted instanceof Transplanted.Ready) {
                return plain(target, tip, "clean", "The fix applies cleanly to " + target + ".");
            }
            Transplanted.Conflicting conflicting = (Transplanted.Conflicting) transplanted;
            Handover.Why why = handover.why(tip, conflicting);
            List<String> paths = paths(conflicting.result());
            return new ForecastTarget(
                    target,
                    tip,
                    "conflict",
                    paths,
                    why.causes(),
                    why.prerequisites(),
                    "The fix conflicts with " + target + " in " + Paths.in(paths) + "." + because(why.causes())
                            + why.easier());
        } catch (IOException failed) {
            return unknown(target, tip, failed.getMessage());
        }
    }

    private static String because(List<CommitSummary> causes) {
        return causes.isEmpty()
                ? ""
                : " It lacks what touched the same places: "
                        + causes.stream()
                                .limit(3)
                                .map(commit -> ObjectId.abbreviated(commit.id()))
                                .collect(Collectors.joining(", "))
                        + (causes.size() > 3 ? " and " + (causes.size() - 3) + " more" : "") + ".";
    }

    private static ForecastTarget plain(String target, @Nullable String tip, String status, String sentence) {
        return new ForecastTarget(target, tip, status, List.of(), List.of(), List.of(), sentence);
    }

    private static ForecastTarget unknown(String target, @Nullable String tip, @Nullable String why) {
        return plain(target, tip, "unknown", "It is not known whether the fix applies to " + target + ": " + why);
    }

    private static List<String> paths(MergeResult result) {
        return result.conflicts().stream().map(Conflict::path).distinct().toList();
    }

    /** As if the fix were merged into production's branch as it is now, and then undone; empty if it does not merge. */
    private Optional<MergeResult> revert(String production) throws IOException {
        GitRepository git = branches.git();
        MergeResult merged = git.merge(production, patch.tip());
        return merged.status() == MergeResult.Status.CONFLICTING
                ? Optional.empty()
                : Optional.of(git.threeWay(patch.tip(), merged.tree(), patch.base(), "the revert"));
    }
}
