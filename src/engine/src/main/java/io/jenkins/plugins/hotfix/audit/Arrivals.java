package io.jenkins.plugins.hotfix.audit;

import io.jenkins.plugins.hotfix.audit.Arrival.Kind;
import io.jenkins.plugins.hotfix.git.object.Commit;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.survey.Branch;
import io.jenkins.plugins.hotfix.survey.BranchSurvey;
import io.jenkins.plugins.hotfix.survey.Graph;
import io.jenkins.plugins.hotfix.survey.Survey;
import io.jenkins.plugins.hotfix.survey.Whereabouts;
import io.jenkins.plugins.hotfix.survey.Whereabouts.Status;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How commits reached production. Merges are left out: what they brought counts. */
public final class Arrivals {
    private final Graph graph;
    private final PullRequests pullRequests;
    private final Map<String, String> hotfixes;

    /**
     * @param graph the whole history of production
     * @param production the tip of the production branch
     * @param incidents those on record
     */
    Arrivals(GitRepository git, Graph graph, String production, List<Incident> incidents) throws IOException {
        this.graph = graph;
        this.pullRequests = PullRequests.of(graph, PullRequests.way(graph, production));
        this.hotfixes = new Hotfixes(graph, production, git.wholeHistory().tags(), incidents).brought();
    }

    /** What production has and another branch lacks, oldest first, told apart. */
    public static List<Arrival> beyond(GitRepository git, Branch other, Branch production, List<Incident> incidents)
            throws IOException {
        Graph graph = new Graph(git.wholeHistory().commits(List.of(production.tip(), other.tip()), List.of()));
        Arrivals arrivals = new Arrivals(git, graph, production.tip(), incidents);
        List<Commit> lacking = new ArrayList<>(graph.beyond(other.tip(), production.tip()));
        lacking.removeIf(Commit::isMerge);
        BranchSurvey there = Survey.of(git.wholeHistory(), graph, lacking, List.of(production, other))
                .on(other);
        List<Arrival> found = new ArrayList<>();
        for (Commit commit : lacking) {
            Whereabouts place = there.of(commit);
            found.add(
                    0,
                    place.status() == Status.PRESENT
                            ? new Arrival(
                                    commit,
                                    Kind.PRESENT,
                                    (place.as() == null ? "" : place.as().word() + " ") + place.commit())
                            : arrivals.of(commit));
        }
        return List.copyOf(found);
    }

    /** How one commit came. */
    Arrival of(Commit commit) {
        Optional<String> hotfix = Optional.ofNullable(hotfixes.get(commit.id()));
        if (hotfix.isPresent()) {
            return new Arrival(commit, Kind.HOTFIX, hotfix.get());
        }
        return pullRequests
                .of(commit)
                .map(request -> new Arrival(commit, Kind.PULL_REQUEST, request))
                .orElseGet(() -> new Arrival(commit, Kind.DIRECT, ""));
    }

    Graph graph() {
        return graph;
    }
}
