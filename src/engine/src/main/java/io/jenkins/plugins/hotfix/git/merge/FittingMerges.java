package io.jenkins.plugins.hotfix.git.merge;

import io.jenkins.plugins.hotfix.git.command.Git;
import io.jenkins.plugins.hotfix.git.command.GitConfiguration;
import io.jenkins.plugins.hotfix.git.command.GitException;
import io.jenkins.plugins.hotfix.git.command.GitVersion;
import io.jenkins.plugins.hotfix.git.object.ObjectDatabase;
import io.jenkins.plugins.hotfix.git.object.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Merges as the installed git can. That is found out at the first merge: most steps have none, and to ask costs a process. */
public final class FittingMerges implements Merges {
    private final Git git;
    private final Path directory;
    private final Path scratch;
    private final Configuration configuration;
    private final ObjectDatabase objects;
    private final Version version;
    private @Nullable Merges chosen;

    /**
     * @param directory of the repository
     * @param scratch where files may be made
     */
    public FittingMerges(
            Git git,
            Path directory,
            Path scratch,
            Configuration configuration,
            ObjectDatabase objects,
            Version version) {
        this.git = git;
        this.directory = directory;
        this.scratch = scratch;
        this.configuration = configuration;
        this.objects = objects;
        this.version = version;
    }

    /** How git is configured. */
    @FunctionalInterface
    public interface Configuration {
        GitConfiguration get() throws GitException;
    }

    /** Which git it is. */
    @FunctionalInterface
    public interface Version {
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
            return new WorktreeMerges(git, directory, scratch);
        }
        boolean renormalize = configuration.get().flag("merge.renormalize");
        MergeAttributes attributes = new MergeAttributes(scratch, objects, new Trees(objects), renormalize);
        return new InCoreMerges(git, directory, attributes, installed.atLeast(2, 39));
    }

    @Override
    public synchronized void close() {
        if (chosen != null) {
            chosen.close();
        }
    }
}
