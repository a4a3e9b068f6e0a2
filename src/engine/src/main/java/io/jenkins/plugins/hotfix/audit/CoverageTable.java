package io.jenkins.plugins.hotfix.audit;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.jenkins.plugins.hotfix.audit.Arrival.Kind;
import io.jenkins.plugins.hotfix.git.command.Printable;
import io.jenkins.plugins.hotfix.git.object.Commit;
import io.jenkins.plugins.hotfix.git.object.ObjectId;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.json.Json;
import io.jenkins.plugins.hotfix.survey.Branch;
import io.jenkins.plugins.hotfix.survey.BranchSurvey;
import io.jenkins.plugins.hotfix.survey.Graph;
import io.jenkins.plugins.hotfix.survey.LiveBranches;
import io.jenkins.plugins.hotfix.survey.Survey;
import java.io.IOException;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is on record of the commits that reached production without a pull request or a hotfix.
 *
 * @param production the branch that production runs from
 * @param since from when on; absent: from the beginning
 * @param arrived how many commits reached production in that time, merges left out
 * @param direct those that nothing shows a pull request or a hotfix of, gaps first
 */
public record CoverageTable(String production, @Nullable Instant since, int arrived, List<Row> direct)
        implements Table, Serializable {
    public CoverageTable {
        direct = List.copyOf(direct);
    }

    /**
     * A commit and what there is of it.
     *
     * @param incident the id of the incident that tells of it
     * @param approval who approved it, before or after
     * @param test how its tests came out
     * @param ticket its key
     * @param lacking the branches that lack it
     */
    public record Row(
            String commit,
            String subject,
            String author,
            Instant date,
            @Nullable String incident,
            @Nullable String approval,
            @Nullable String test,
            @Nullable String ticket,
            List<String> lacking)
            implements Serializable {
        public Row {
            lacking = List.copyOf(lacking);
        }

        /** What is missing, as words; empty if nothing is. */
        public List<String> gaps() {
            List<String> gaps = new ArrayList<>();
            if (incident == null) {
                gaps.add("incident");
            }
            if (approval == null) {
                gaps.add("approval");
            }
            if (test == null) {
                gaps.add("test");
            }
            if (ticket == null) {
                gaps.add("ticket");
            }
            lacking.forEach(branch -> gaps.add("backport to " + branch));
            return gaps;
        }
    }

    /**
     * Works it out.
     *
     * @param incidents those on record
     * @param since from when on; null: from the beginning
     */
    public static CoverageTable of(
            GitRepository git, LiveBranches branches, List<Incident> incidents, @Nullable Instant since)
            throws IOException {
        Graph graph = new Graph(git.wholeHistory()
                .commits(branches.all().stream().map(Branch::tip).distinct().toList(), List.of()));
        Branch production = branches.production();
        Arrivals arrivals = new Arrivals(git, graph, production.tip(), incidents);
        List<Commit> arrived = arrived(graph, production.tip(), since);
        List<Commit> direct = arrived.stream()
                .filter(commit -> arrivals.of(commit).kind() == Kind.DIRECT)
                .toList();
        List<Branch> alive = branches.alive(graph);
        Survey survey = Survey.of(git.wholeHistory(), graph, direct, alive);
        List<BranchSurvey> others = alive.stream().skip(1).map(survey::on).toList();
        Coverings coverings = new Coverings(incidents);
        List<Row> rows = new ArrayList<>();
        for (Commit commit : direct) {
            rows.add(row(commit, coverings, others));
        }
        rows.sort(Comparator.comparing((Row row) -> row.gaps().isEmpty()).thenComparing(Row::date));
        return new CoverageTable(production.name(), since, arrived.size(), rows);
    }

    /** What came to production since it was at a commit of an earlier time. */
    private static List<Commit> arrived(Graph graph, String tip, @Nullable Instant since) {
        Optional<Commit> before = since == null
                ? Optional.empty()
                : PullRequests.way(graph, tip).stream()
                        .filter(commit -> commit.committedAt().isBefore(since))
                        .findFirst();
        List<Commit> arrived = new ArrayList<>(
                before.isEmpty() ? graph.of(tip) : graph.beyond(before.get().id(), tip));
        arrived.removeIf(Commit::isMerge);
        return arrived;
    }

    private static Row row(Commit commit, Coverings coverings, List<BranchSurvey> others) throws IOException {
        Optional<Incident> incident = coverings.of(commit);
        List<String> lacking = new ArrayList<>();
        for (BranchSurvey other : others) {
            if (other.of(commit).status().lacks()) {
                lacking.add(other.branch().name());
            }
        }
        return new Row(
                commit.id(),
                commit.subject(),
                commit.author().name(),
                commit.committedAt(),
                incident.map(Incident::id).orElse(null),
                incident.flatMap(Coverings::approval).orElse(null),
                incident.flatMap(Coverings::test).orElse(null),
                Coverings.ticket(commit, incident).orElse(null),
                lacking);
    }

    /** How many commits lack something. */
    @JsonProperty("gaps")
    @Override
    public long gaps() {
        return direct.stream().filter(row -> !row.gaps().isEmpty()).count();
    }

    /** As one JSON document. */
    @Override
    public String json() {
        return Json.pretty(this);
    }

    /** A line for each commit. */
    @Override
    public String csv() {
        Csv csv = new Csv(
                "commit", "date", "author", "subject", "incident", "approval", "test", "ticket", "lacking", "gaps");
        for (Row row : direct) {
            csv.row(Arrays.asList(
                    row.commit(),
                    row.date(),
                    row.author(),
                    row.subject(),
                    row.incident(),
                    row.approval(),
                    row.test(),
                    row.ticket(),
                    String.join(" ", row.lacking()),
                    String.join("; ", row.gaps())));
        }
        return csv.toString();
    }

    /** For people: gaps first. */
    @Override
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Row row : direct) {
            lines.add((row.gaps().isEmpty() ? "ok   " : "GAP  ") + ObjectId.abbreviated(row.commit()) + "  "
                    + Printable.of(row.subject()) + ", by " + Printable.of(row.author()));
            if (!row.gaps().isEmpty()) {
                lines.add("     no " + String.join(", no ", row.gaps()));
            }
        }
        lines.add(summary());
        return lines;
    }

    /** In one sentence. */
    @Override
    public String summary() {
        return "Coverage: of " + arrived + (arrived == 1 ? " commit" : " commits") + " on " + production + ", "
                + direct.size() + " came without a pull request or a hotfix; "
                + (gaps() == 0 ? "nothing is missing." : "of these, " + gaps() + " have gaps.");
    }
}
