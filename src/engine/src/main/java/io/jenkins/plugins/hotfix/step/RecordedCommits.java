package io.jenkins.plugins.hotfix.step;

import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.incident.Fact.Assessed;
import io.jenkins.plugins.hotfix.incident.Fact.Branched;
import io.jenkins.plugins.hotfix.incident.Fact.FixCollected;
import io.jenkins.plugins.hotfix.incident.Fact.Released;
import io.jenkins.plugins.hotfix.incident.Fact.Replaces;
import io.jenkins.plugins.hotfix.incident.Incident;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The commits that the log names, brought to where a step runs: the steps before it may have run on another machine. */
public final class RecordedCommits {
    private RecordedCommits() {}

    /** The repository of the site, with every commit in it that the incident names and the remote still has. */
    public static GitRepository in(Site site, Incident incident) throws IOException {
        GitRepository git = site.git();
        for (String commit : commits(incident)) {
            if (git.commit(commit).isEmpty()) {
                String[] refs = git.remoteRefs(refs(incident)).keySet().stream()
                        .filter(ref -> !ref.endsWith("^{}"))
                        .toArray(String[]::new);
                git.fetch(refs);
                break;
            }
        }
        return git;
    }

    private static List<String> commits(Incident incident) {
        return Stream.of(
                        incident.production().map(Assessed::commit),
                        incident.fix().map(FixCollected::tip),
                        incident.replaces().map(Replaces::commit),
                        incident.release().map(Released::commit))
                .flatMap(Optional::stream)
                .toList();
    }

    private static String[] refs(Incident incident) {
        return Stream.of(
                        incident.production().map(production -> "refs/heads/" + production.branch()),
                        incident.branch().map(Branched::branch).map(branch -> "refs/heads/" + branch),
                        incident.replaces().map(Replaces::version).map(version -> "refs/tags/" + version),
                        incident.release().map(release -> "refs/tags/" + release.tag()))
                .flatMap(Optional::stream)
                .toArray(String[]::new);
    }
}
