package io.jenkins.plugins.hotfix.step.fix;

import io.jenkins.plugins.hotfix.backport.Targets;
import io.jenkins.plugins.hotfix.git.lock.RemoteLock;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.step.Required;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The branches that the hotfix branch can never be: it gets commits that nobody tested or approved yet, and is deleted
 * at the end.
 *
 * @param production the branch that production runs from
 * @param targets the names and patterns of those that the fix may be brought to
 * @param guarded the names and patterns that are set aside for other use
 * @param usual a name that any hotfix branch may have; a pattern for targets that fits it tells nothing
 */
public record Protection(String production, List<String> targets, List<String> guarded, String usual) {
    /** What it is for an incident, by the configuration on record. */
    public static Protection of(Incident incident, List<String> guarded, String usual) {
        List<String> targets = new ArrayList<>(Targets.DEFAULT);
        targets.addAll(incident.configuration().texts("backportDevelop", "to"));
        return new Protection(Required.triage(incident).branch(), List.copyOf(targets), guarded, usual);
    }

    /** Why a branch can be no hotfix branch, as the rest of a sentence; empty if nothing speaks against it. */
    public Optional<String> against(String branch) {
        if (same(branch, production)) {
            return Optional.of("is the branch that production runs from");
        }
        if (same(branch, RemoteLock.BRANCH.substring("refs/heads/".length()))) {
            return Optional.of("is where hotfixes lock each other out");
        }
        Optional<String> target = targets.stream()
                .filter(each -> fits(each, branch))
                .filter(each -> !each.contains("*") || !fits(each, usual))
                .findFirst();
        if (target.isPresent()) {
            return Optional.of("is a target of the backport (" + target.get() + " in backportDevelop.to)");
        }
        return guarded.stream()
                .filter(each -> fits(each, branch))
                .findFirst()
                .map(each -> "is protected (" + each + " in hotfixBranch.protectedBranches)");
    }

    /** There are servers to which {@code Main} is {@code main}. */
    static boolean same(String one, String other) {
        return one.equalsIgnoreCase(other);
    }

    private static boolean fits(String pattern, String branch) {
        return Stream.of(branch, branch.toLowerCase(Locale.ROOT))
                .anyMatch(name ->
                        !Targets.of(List.of(pattern), List.of(name)).branches().isEmpty());
    }
}
