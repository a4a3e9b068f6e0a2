package io.jenkins.plugins.hotfix.step.release;

import io.jenkins.plugins.hotfix.git.object.Tag;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.incident.Fact.Released;
import io.jenkins.plugins.hotfix.incident.Fact.RunStarted;
import io.jenkins.plugins.hotfix.incident.Incident;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What others did to production's branch since an earlier run released. */
public record LaterChanges(Released release, Incident incident, GitRepository git) {
    /** Whether they could. While the run that released goes on it has the lock, and nobody else came in between. */
    public static boolean possible(Incident incident) {
        return incident.since(List.of(RunStarted.class)).latest(Released.class).isEmpty();
    }

    /** Brings the branch and the tags as they are now. */
    public static LaterChanges since(Released release, Incident incident, GitRepository git) throws IOException {
        git.fetch("refs/heads/" + release.branch(), "refs/tags/*");
        return new LaterChanges(release, incident, git);
    }

    /** That the branch does not have the release any more, as a sentence; empty if it has. */
    public Optional<String> undone() throws IOException {
        String tip = git.branch(release.branch()).orElseThrow();
        String commit = release.commit().substring(0, 12);
        if (git.commit(release.commit()).isEmpty() || !git.isAncestor(release.commit(), tip)) {
            return Optional.of(release.branch() + " was rewritten: it no longer has " + commit + ", which "
                    + release.tag()
                    + " stood on. Nothing was deployed; find out who forced that, bring that commit back"
                    + " to " + release.branch() + " and resume, or declare the incident anew.");
        }
        return new MergedFix(release.commit(), release.previous())
                .revert(git, tip)
                .map(revert -> "The release " + release.tag() + " was taken back on " + release.branch() + " by "
                        + revert.id().substring(0, 12) + ". Nothing was deployed; find out why. To deploy it all the"
                        + " same, revert that commit on " + release.branch() + " and resume.");
    }

    /** The tags that others put on production's branch on top of the release; development has it, too, and tags of its own. */
    public List<String> releases() throws IOException {
        String tip = git.branch(release.branch()).orElseThrow();
        List<String> later = new ArrayList<>();
        for (String name : git.tagsContaining(release.commit())) {
            Tag tag = git.tag(name).orElseThrow();
            if (!tag.target().equals(release.commit())
                    && !Provenance.of(incident, tag.trailers())
                    && git.isAncestor(tag.target(), tip)) {
                later.add(name);
            }
        }
        return later;
    }
}
