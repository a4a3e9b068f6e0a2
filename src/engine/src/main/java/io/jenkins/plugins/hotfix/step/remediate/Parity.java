package io.jenkins.plugins.hotfix.step.remediate;

import io.jenkins.plugins.hotfix.audit.ParityTable;
import io.jenkins.plugins.hotfix.audit.Since;
import io.jenkins.plugins.hotfix.config.OfCall;
import io.jenkins.plugins.hotfix.git.object.RefNames;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.step.Operation;
import io.jenkins.plugins.hotfix.step.Outcome;
import io.jenkins.plugins.hotfix.step.Site;
import io.jenkins.plugins.hotfix.survey.LiveBranches;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Looks whether each hotfix of the repository is on every branch that is alive. Changes nothing. */
public final class Parity implements Operation<Parity.Request> {
    /**
     * @param production the branch that production runs from; default: main, or the remote's default branch
     * @param to the branches, by names and patterns; default: those of {@code backportDevelop.to}
     * @param since only hotfixes that were released since then
     * @param commits commits that must be everywhere, too
     */
    public record Request(
            @OfCall @Nullable String production,
            @OfCall @Nullable List<String> to,
            @OfCall @Nullable String since,
            @OfCall List<String> commits) {
        public Request {
            production = production == null ? null : RefNames.branch(production);
            to = to == null || to.isEmpty() ? null : List.copyOf(to);
            commits = Objects.requireNonNullElse(commits, List.of());
        }
    }

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public Outcome run(Incident incident, Request request, Site site) throws IOException {
        return new Nightly(site)
                .found(
                        of(request, site),
                        "hotfix-parity",
                        "Backport what is missing: hotfix backport --commits COMMIT --to BRANCH.");
    }

    /**
     * Works it out.
     *
     * @throws IllegalArgumentException if a branch or a commit is asked for that there is not
     */
    public static ParityTable of(Request request, Site site) throws IOException {
        LiveBranches branches = new Nightly(site).branches(request.production(), request.to());
        return ParityTable.of(
                site.git(),
                branches,
                site.others(),
                new ParityTable.Wanted(Since.of(request.since(), site.clock()), request.commits()));
    }
}
