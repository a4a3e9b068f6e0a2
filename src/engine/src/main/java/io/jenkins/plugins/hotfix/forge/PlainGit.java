package io.jenkins.plugins.hotfix.forge;

import io.jenkins.plugins.hotfix.git.remote.PushResult;
import io.jenkins.plugins.hotfix.git.remote.RefUpdate;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import java.io.IOException;
import java.util.List;

/** A remote that knows branches and no pull requests: the branch is pushed, and people are told the rest. */
public final class PlainGit implements Forge {
    private final GitRepository git;

    public PlainGit(GitRepository git) {
        this.git = git;
    }

    @Override
    public Offered offer(PullRequest request) throws IOException {
        if (!request.commit().equals(request.expected())) {
            PushResult pushed = git.push(
                    List.of(new RefUpdate("refs/heads/" + request.head(), request.expected(), request.commit())));
            if (!pushed.ok()) {
                return new Offered(
                        false, null, "The branch " + request.head() + " could not be pushed: " + pushed.message());
            }
        }
        String kind = request.draft() ? "draft pull request" : "pull request";
        String label = request.labels().isEmpty()
                ? ""
                : " Label it " + String.join(", ", request.labels())
                        + ", and let nobody merge it while the label stays; git alone cannot prevent that.";
        return new Offered(
                true,
                null,
                request.head() + " is pushed. Open a " + kind + " from it to " + request.base() + " by hand." + label);
    }
}
