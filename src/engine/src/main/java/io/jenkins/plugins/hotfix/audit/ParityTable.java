package io.jenkins.plugins.hotfix.audit;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.jenkins.plugins.hotfix.git.command.GitException;
import io.jenkins.plugins.hotfix.git.command.Printable;
import io.jenkins.plugins.hotfix.git.object.Commit;
import io.jenkins.plugins.hotfix.git.object.ObjectId;
import io.jenkins.plugins.hotfix.git.object.Tag;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.json.Json;
import io.jenkins.plugins.hotfix.survey.Branch;
import io.jenkins.plugins.hotfix.survey.BranchSurvey;
import io.jenkins.plugins.hotfix.survey.Graph;
import io.jenkins.plugins.hotfix.survey.LiveBranches;
import io.jenkins.plugins.hotfix.survey.Survey;
import io.jenkins.plugins.hotfix.survey.Whereabouts;
import io.jenkins.plugins.hotfix.survey.Whereabouts.Status;
import java.io.IOException;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether the fixes of a repository are on all branches that are alive.
 *
 * @param production the branch that production runs from
 * @param branches those that were looked at, production first
 * @param hotfixes newest first
 * @param lost the incidents whose release is on none of these branches
 */
public record ParityTable(String production, List<String> branches, List<Row> hotfixes, List<String> lost)
        implements Table, Serializable {
    public ParityTable {
        branches = List.copyOf(branches);
        hotfixes = List.copyOf(hotfixes);
        lost = List.copyOf(lost);
    }

    /**
     * A fix and where it is.
     *
     * @param id its incident's, or the beginning of the commit's that somebody named
     * @param commit what brought it to production, or was named
     * @param withdrawn whether production took it back, so that no branch needs it
     * @param branches in the order of the parity's
     */
    public record Row(
            String id,
            String commit,
            String subject,
            @Nullable String tag,
            Instant date,
            boolean withdrawn,
            List<Cell> branches)
            implements Serializable {
        public Row {
            branches = List.copyOf(branches);
        }

        /** The branches that lack it. */
        public List<Cell> gaps() {
            return withdrawn
                    ? List.of()
                    : branches.stream()
                            .filter(cell -> cell.found().status().lacks())
                            .toList();
        }
    }

    /** A branch of a row. */
    public record Cell(String branch, Whereabouts found) implements Serializable {}

    /** What is looked for. */
    public record Wanted(@Nullable Instant since, List<String> commits) {
        public Wanted {
            commits = List.copyOf(commits);
        }
    }

    /**
     * Works it out.
     *
     * @param incidents those on record
     * @throws IllegalArgumentException if a commit that was named is none
     */
    public static ParityTable of(GitRepository git, LiveBranches branches, List<Incident> incidents, Wanted wanted)
            throws IOException {
        Set<String> tips = new LinkedHashSet<>();
        branches.all().forEach(branch -> tips.add(branch.tip()));
        List<String> named = new ArrayList<>();
        for (String typed : wanted.commits()) {
            String id = git.resolve(typed)
                    .orElseThrow(() -> new IllegalArgumentException("there is no commit '" + typed + "'"));
            named.add(id);
            tips.add(id);
        }
        Graph graph = new Graph(git.wholeHistory().commits(tips, List.of()));
        List<Tag> tags = git.wholeHistory().tags();
        Hotfixes found = new Hotfixes(graph, branches.production().tip(), tags, incidents);
        List<Hotfix> hotfixes = new ArrayList<>();
        named.forEach(id -> hotfixes.add(found.of(graph.commit(id).orElseThrow())));
        found.all().stream()
                .filter(hotfix -> wanted.since() == null
                        || !hotfix.release().committedAt().isBefore(wanted.since()))
                .forEach(hotfixes::add);
        return of(git, branches.alive(graph), graph, hotfixes, found.lost());
    }

    private static ParityTable of(
            GitRepository git, List<Branch> alive, Graph graph, List<Hotfix> hotfixes, List<String> lost)
            throws IOException {
        List<Commit> wanted = hotfixes.stream().flatMap(Hotfix::all).distinct().toList();
        Survey survey = Survey.of(git.wholeHistory(), graph, wanted, alive);
        List<BranchSurvey> surveys = alive.stream().map(survey::on).toList();
        List<Row> rows = new ArrayList<>();
        for (Hotfix hotfix : hotfixes) {
            rows.add(row(hotfix, surveys));
        }
        return new ParityTable(
                alive.get(0).name(), alive.stream().map(Branch::name).toList(), rows, lost);
    }

    private static Row row(Hotfix hotfix, List<BranchSurvey> surveys) throws GitException {
        List<Cell> cells = new ArrayList<>();
        for (BranchSurvey survey : surveys) {
            String branch = survey.branch().name();
            Whereabouts found = survey.of(hotfix.commits(), hotfix.bearers());
            cells.add(new Cell(
                    branch,
                    found.status().lacks() && hotfix.settled().contains(branch) ? Whereabouts.settled() : found));
        }
        return new Row(
                hotfix.id(),
                hotfix.release().id(),
                hotfix.release().subject(),
                hotfix.tag(),
                hotfix.release().committedAt(),
                cells.get(0).found().status() == Status.REVERTED,
                cells);
    }

    /** How often a branch lacks a fix, and a release is lost. */
    @JsonProperty("gaps")
    @Override
    public long gaps() {
        return lost.size()
                + hotfixes.stream().mapToLong(row -> row.gaps().size()).sum();
    }

    /** As one JSON document. */
    @Override
    public String json() {
        return Json.pretty(this);
    }

    /** A line for each fix and branch. */
    @Override
    public String csv() {
        Csv csv =
                new Csv("hotfix", "commit", "date", "tag", "subject", "branch", "status", "as", "found", "reverted_by");
        for (Row row : hotfixes) {
            for (Cell cell : row.branches()) {
                Whereabouts found = cell.found();
                csv.row(Arrays.asList(
                        row.id(),
                        row.commit(),
                        row.date(),
                        row.tag(),
                        row.subject(),
                        cell.branch(),
                        found.status().lacks() && row.withdrawn()
                                ? "withdrawn"
                                : found.status().word(),
                        found.as() == null ? null : found.as().word(),
                        found.commit(),
                        found.revert()));
            }
        }
        return csv.toString();
    }

    /** For people: what is missing first. */
    @Override
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lost.forEach(id -> lines.add("LOST: the release of " + id + " is on none of the branches."));
        hotfixes.stream().filter(row -> !row.gaps().isEmpty()).forEach(row -> lines.addAll(lines(row)));
        hotfixes.stream().filter(row -> row.gaps().isEmpty()).forEach(row -> lines.addAll(lines(row)));
        lines.add(summary());
        return lines;
    }

    private static List<String> lines(Row row) {
        List<String> lines = new ArrayList<>();
        lines.add(row.id() + "  " + ObjectId.abbreviated(row.commit()) + "  " + Printable.of(row.subject())
                + (row.withdrawn() ? "  (withdrawn: production took it back)" : ""));
        for (Cell cell : row.branches()) {
            lines.add("  " + (row.gaps().contains(cell) ? "MISSING" : "ok     ") + "  " + cell.branch() + ": "
                    + told(cell.found()));
        }
        return lines;
    }

    private static String told(Whereabouts found) {
        String commit = found.commit() == null ? "" : ObjectId.abbreviated(found.commit());
        return switch (found.status()) {
            case PRESENT -> "present, " + (found.as() == null ? "" : found.as().word()) + " " + commit;
            case REVERTED ->
                "brought by " + commit + " and reverted by " + ObjectId.abbreviated(String.valueOf(found.revert()));
            case PARTIAL -> "only a part of it is there";
            case MISSING -> "not there";
            case SETTLED -> "not there, and settled on record";
        };
    }

    /** In one sentence. */
    @Override
    public String summary() {
        String looked = hotfixes.size() + (hotfixes.size() == 1 ? " fix" : " fixes") + " on " + branches.size()
                + (branches.size() == 1 ? " branch" : " branches");
        return gaps() == 0
                ? "Parity: " + looked + ", nothing is missing."
                : "Parity: " + looked + ", missing " + gaps() + (gaps() == 1 ? " time." : " times.");
    }
}
