package io.jenkins.plugins.hotfix.git;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Merges as the installed git can. That is found out at the first merge: most steps have none, and to ask costs a process. */
final class FittingMerges implements Merges {
    private final Git git;
    private final Workshop workshop;
    private final ObjectDatabase objects;
    private final Version version;
    private @Nullable Merges chosen;

    FittingMerges(Git git, Workshop workshop, ObjectDatabase objects, Version version) {
        this.git = git;
        this.workshop = workshop;
        this.objects = objects;
        this.version = version;
    }

    /** Which git it is. */
    interface Version {
        GitVersion get() throws GitException;
    }

    @Override
    public Merged merge(String ours, String theirs) throws IOException {
        return chosen().merge(ours, theirs);
    }

    @Override
    public List<Merged> merge(List<Pair> pairs) throws IOException {
        return chosen().merge(pairs);
    }

    private synchronized Merges chosen() throws GitException {
        Merges known = chosen;
        if (known == null) {
            known = choose(version.get());
            chosen = known;
        }
        return known;
    }

    private Merges choose(GitVersion installed) throws GitException {
        if (!installed.atLeast(2, 38)) {
            return new WorktreeMerges(git, workshop.directory(), workshop.scratch());
        }
        boolean renormalize = workshop.configuration().flag("merge.renormalize");
        MergeAttributes attributes = new MergeAttributes(workshop.scratch(), objects, new Trees(objects), renormalize);
        return new InCoreMerges(git, workshop.directory(), attributes, installed.atLeast(2, 39));
    }

    @Override
    public synchronized void close() {
        if (chosen != null) {
            chosen.close();
        }
    }
}
