package io.jenkins.plugins.hotfix.backport;

import io.jenkins.plugins.hotfix.git.history.FileChange;
import io.jenkins.plugins.hotfix.git.merge.MergeResult;
import io.jenkins.plugins.hotfix.git.object.Commit;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Picks commits as {@code git cherry-pick} does, except that a branch keeps its own version. */
public final class Picking {
    private final GitRepository repository;
    private final @Nullable VersionFiles versions;
    private final @Nullable Integer mainline;
    private final Map<String, Boolean> versioned = new HashMap<>();

    /**
     * @param versions the files in which a branch keeps its own version; null: none, all is as git does it
     * @param mainline which parent of a merge commit its change is taken against, from 1; null: a merge cannot be picked
     */
    public Picking(GitRepository repository, @Nullable VersionFiles versions, @Nullable Integer mainline) {
        this.repository = repository;
        this.versions = versions;
        this.mainline = mainline;
    }

    /**
     * What picking gives. Nothing is committed.
     *
     * @param onto a commit or a tree
     */
    public MergeResult pick(String onto, Commit commit) throws IOException {
        Integer line = commit.isMerge() ? mainline : null;
        int parent = line != null ? line : commit.isMerge() ? 0 : 1;
        // What cannot be picked is refused there, in a sentence.
        if (versions == null || parent < 1 || parent > commit.parents().size()) {
            return repository.pick(onto, commit.id(), line);
        }
        String before = commit.parents().get(parent - 1);
        if (!isVersioned(versions, before, commit.id())) {
            return repository.pick(onto, commit.id(), line);
        }
        VersionFiles.Sides sides = versions.withVersionsOf(repository, onto, before, commit.id());
        String name = commit.id().substring(0, 10) + " (" + commit.subject() + ")";
        return repository.threeWay(sides.base(), onto, sides.theirs(), name);
    }

    private boolean isVersioned(VersionFiles files, String before, String commit) throws IOException {
        Boolean known = versioned.get(commit);
        if (known == null) {
            known = repository.changes(before, commit).stream()
                    .map(FileChange::path)
                    .anyMatch(files::covers);
            versioned.put(commit, known);
        }
        return known;
    }
}
