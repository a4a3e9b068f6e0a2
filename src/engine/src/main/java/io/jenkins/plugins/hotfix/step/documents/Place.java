package io.jenkins.plugins.hotfix.step.documents;

import io.jenkins.plugins.hotfix.backport.Targets;
import io.jenkins.plugins.hotfix.incident.Fact.Backported;
import io.jenkins.plugins.hotfix.incident.Fact.Deployed;
import io.jenkins.plugins.hotfix.incident.Incident;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The branch that gets the documents.
 *
 * @param branch its name
 * @param proposal the backport whose review branch it is; absent if the documents go straight to where they belong
 */
record Place(String branch, @Nullable Backported proposal) {

    /**
     * The branch on which development goes on, once the fix is in production and there; the review branch of the backport
     * where people still have to merge that.
     *
     * @param named the branch that somebody chose
     * @return empty if there is none, or it is too early
     */
    static Optional<Place> of(Incident incident, @Nullable String named) {
        boolean runs = incident.rollback().isEmpty()
                && incident.release().isPresent()
                && incident.deployment()
                        .map(Deployed::status)
                        .filter("succeeded"::equals)
                        .isPresent();
        if (!runs) {
            return Optional.empty();
        }
        Optional<Backported> backport = incident.backports().stream()
                .filter(each -> named == null
                        ? !each.status().equals("absent")
                        : each.target().equals(named))
                .min(Comparator.comparing(each -> !each.target().equals(Targets.DEVELOP)));
        return backport.isPresent()
                ? backport.flatMap(Place::after)
                : Optional.ofNullable(named).map(branch -> new Place(branch, null));
    }

    private static Optional<Place> after(Backported backport) {
        return switch (backport.status()) {
            case "merged", "picked", "squashed", "resolved", "present", "settled" ->
                Optional.of(new Place(backport.target(), null));
            case "proposed" ->
                backport.review() == null || backport.commit() == null
                        ? Optional.empty()
                        : Optional.of(new Place(backport.review(), backport));
            default -> Optional.empty();
        };
    }

    /** Where the branch is unless somebody pushed to it; absent where anybody may. */
    @Nullable
    String expected() {
        return proposal == null ? null : proposal.commit();
    }

    /** The proposal with the documents on top. */
    Backported carrying(String commit) {
        Backported before = Objects.requireNonNull(proposal);
        String old = Objects.requireNonNull(before.commit());
        return new Backported(
                before.target(),
                before.status(),
                before.previous(),
                commit,
                before.conflicts(),
                before.review(),
                before.next().stream().map(each -> each.replace(old, commit)).toList(),
                before.causes(),
                before.prerequisites(),
                before.message());
    }
}
