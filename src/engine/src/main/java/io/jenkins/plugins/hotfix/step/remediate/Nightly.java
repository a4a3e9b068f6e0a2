package io.jenkins.plugins.hotfix.step.remediate;

import io.jenkins.plugins.hotfix.audit.Table;
import io.jenkins.plugins.hotfix.step.Outcome;
import io.jenkins.plugins.hotfix.step.Problem;
import io.jenkins.plugins.hotfix.step.Site;
import io.jenkins.plugins.hotfix.survey.LiveBranches;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the checks of a whole repository have in common that a nightly job makes. */
record Nightly(Site site) {

    /**
     * The branches that it is about.
     *
     * @throws IllegalArgumentException if one is asked for that there is not
     */
    LiveBranches branches(@Nullable String production, @Nullable List<String> to) throws IOException {
        LiveBranches branches = LiveBranches.fetch(site.git(), production, to);
        if (!branches.missing().isEmpty()) {
            throw new IllegalArgumentException(
                    "there is no branch like " + String.join(", ", branches.missing()) + " in the repository");
        }
        return branches;
    }

    /**
     * Shows what was found, and keeps it; the step fails if anything is missing.
     *
     * @param name of the files
     * @param next what to do then, as a sentence
     */
    Outcome found(Table table, String name, String next) throws IOException {
        table.lines().forEach(site.console()::say);
        site.journal().keep(name + ".json", table.json());
        site.journal().keep(name + ".csv", table.csv());
        return table.gaps() == 0
                ? Outcome.done()
                : Outcome.stuck(Problem.Kind.FAILED, table.summary() + " " + name + ".csv lists all. " + next);
    }
}
