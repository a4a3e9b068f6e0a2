package io.jenkins.plugins.hotfix.step.remediate;

import io.jenkins.plugins.hotfix.audit.CoverageTable;
import io.jenkins.plugins.hotfix.audit.Since;
import io.jenkins.plugins.hotfix.config.OfCall;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.step.Checked;
import io.jenkins.plugins.hotfix.step.Operation;
import io.jenkins.plugins.hotfix.step.Outcome;
import io.jenkins.plugins.hotfix.step.Site;
import io.jenkins.plugins.hotfix.survey.LiveBranches;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks what is on record of the commits that reached production past review. Changes nothing. */
public final class Coverage implements Operation<Coverage.Request> {
    /**
     * @param production the branch that production runs from; default: main, or the remote's default branch
     * @param to the branches that must have the commits, too; default: those of {@code backportDevelop.to}
     * @param since from when on; default: from the beginning
     */
    public record Request(
            @OfCall @Nullable String production,
            @OfCall @Nullable List<String> to,
            @OfCall @Nullable String since) {
        public Request {
            production = Checked.branch(production);
            to = to == null || to.isEmpty() ? null : List.copyOf(to);
        }
    }

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public Outcome run(Incident incident, Request request, Site site) throws IOException {
        Nightly nightly = new Nightly(site);
        LiveBranches branches = nightly.branches(request.production(), request.to());
        CoverageTable table =
                CoverageTable.of(site.git(), branches, site.others(), Since.of(request.since(), site.clock()));
        return nightly.found(
                table, "hotfix-coverage", "Put what is missing on record: hotfix remediate --commits COMMIT.");
    }
}
