package io.jenkins.plugins.hotfix.local.host;

import io.jenkins.plugins.hotfix.git.command.Git;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.git.repository.SourceState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the person should know of the clone that the run was given: that its state does not matter and is not changed. */
public final class CloneState {

    private CloneState() {}

    /**
     * Looks at the clone; on a large one this takes a while.
     *
     * @param scratch an own directory for the look
     * @return sentences; none if there is nothing to say, or no clone
     */
    public static List<String> remarks(RepositoryPlace repository, Path scratch) {
        if (repository.directory() == null) {
            return List.of();
        }
        try (GitRepository git = GitRepository.open(Git.onPath(), scratch, repository.directory(), null)) {
            return remarks(git.sourceState());
        } catch (IOException e) {
            // Whoever needs the repository says what is wrong with it.
            return List.of();
        }
    }

    private static List<String> remarks(SourceState state) {
        List<String> remarks = new ArrayList<>();
        if (state.dirty()) {
            remarks.add(
                    "Your clone has changes that are not committed. They are not part of the hotfix, and stay as they are.");
        }
        if (state.detached()) {
            remarks.add("Your clone is on no branch (detached HEAD). That does not matter here, and stays as it is.");
        }
        if (state.shallow()) {
            remarks.add(
                    "Your clone is shallow. The hotfix fetches the history that it needs, elsewhere; your clone stays as it is.");
        }
        return remarks;
    }
}
