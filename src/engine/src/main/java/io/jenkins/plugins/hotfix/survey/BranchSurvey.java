package io.jenkins.plugins.hotfix.survey;

import io.jenkins.plugins.hotfix.backport.ChangesOnBranch;
import io.jenkins.plugins.hotfix.git.command.GitException;
import io.jenkins.plugins.hotfix.git.object.Commit;
import io.jenkins.plugins.hotfix.survey.Whereabouts.As;
import io.jenkins.plugins.hotfix.survey.Whereabouts.Status;
import java.util.List;
import java.util.Optional;

/** What a branch has of some changes. What was brought and reverted is not there, unless the revert was reverted, too. */
public final class BranchSurvey {
    private final Graph graph;
    private final Branch branch;
    private final Copies copies;
    private final ChangesOnBranch changes;

    /** @param concerning the commits that are, name or revert what is asked for, newest first */
    BranchSurvey(Graph graph, Branch branch, List<Commit> concerning, Copies copies) {
        this.graph = graph;
        this.branch = branch;
        this.copies = copies;
        this.changes = new ChangesOnBranch(
                graph,
                concerning.stream()
                        .filter(commit -> graph.holds(branch.tip(), commit.id()))
                        .toList());
    }

    public Branch branch() {
        return branch;
    }

    /** How one commit's change is there. */
    public Whereabouts of(Commit commit) throws GitException {
        Optional<Commit> bearer = changes.bearer(commit);
        if (bearer.isPresent()) {
            return Whereabouts.present(as(bearer.get(), commit), bearer.get().id());
        }
        Optional<Whereabouts> reverted =
                changes.revert(commit).map(revert -> Whereabouts.reverted(commit.id(), revert.id()));
        for (String id : copies.of(commit)) {
            Optional<Commit> copy =
                    graph.holds(branch.tip(), id) && !id.equals(commit.id()) ? graph.commit(id) : Optional.empty();
            if (copy.isPresent()) {
                Optional<Commit> revert = changes.undoing(copy.get());
                if (revert.isEmpty()) {
                    return Whereabouts.present(As.PATCH_ID, id);
                }
                reverted = reverted.or(() -> revert.map(by -> Whereabouts.reverted(id, by.id())));
            }
        }
        return reverted.orElseGet(Whereabouts::missing);
    }

    private static As as(Commit bearer, Commit commit) {
        if (bearer.id().equals(commit.id())) {
            return As.SAME_COMMIT;
        }
        return bearer.pickedFrom().stream()
                        .anyMatch(id -> id.equals(commit.id())
                                || ChangesOnBranch.names(commit).contains(id))
                ? As.CHERRY_PICK
                : As.TRAILER;
    }

    /**
     * How a change of several commits is there.
     *
     * @param commits what it is made of
     * @param bearers commits that bring all of it at once, such as its merge
     */
    public Whereabouts of(List<Commit> commits, List<Commit> bearers) throws GitException {
        Whereabouts whole = null;
        Whereabouts lacking = null;
        for (Commit commit : commits) {
            Whereabouts one = of(commit);
            if (one.status() == Status.PRESENT) {
                whole = whole == null || weaker(one, whole) ? one : whole;
            } else {
                lacking = lacking == null || one.status() == Status.REVERTED ? one : lacking;
            }
        }
        if (lacking != null && lacking.status() == Status.REVERTED) {
            return lacking;
        }
        Whereabouts borne = borne(bearers);
        if (lacking == null && whole != null) {
            // Who reverts a merge need not name what it brought.
            return whole.as() == As.SAME_COMMIT && borne.status() == Status.REVERTED ? borne : whole;
        }
        return borne.status() == Status.MISSING && whole != null
                ? new Whereabouts(Status.PARTIAL, whole.as(), whole.commit(), null)
                : borne;
    }

    private Whereabouts borne(List<Commit> bearers) throws GitException {
        Whereabouts borne = Whereabouts.missing();
        for (Commit bearer : bearers) {
            if (graph.holds(branch.tip(), bearer.id())) {
                Optional<Commit> revert = changes.undoing(bearer);
                if (revert.isEmpty()) {
                    return Whereabouts.present(As.TRAILER, bearer.id());
                }
                borne = Whereabouts.reverted(bearer.id(), revert.get().id());
            }
        }
        return borne;
    }

    private static boolean weaker(Whereabouts one, Whereabouts other) {
        return one.as() != null && other.as() != null && one.as().compareTo(other.as()) > 0;
    }
}
