package io.jenkins.plugins.hotfix.step.remediate;

import io.jenkins.plugins.hotfix.audit.Arrival;
import io.jenkins.plugins.hotfix.audit.Arrival.Kind;
import io.jenkins.plugins.hotfix.audit.Arrivals;
import io.jenkins.plugins.hotfix.audit.Since;
import io.jenkins.plugins.hotfix.git.command.Printable;
import io.jenkins.plugins.hotfix.git.history.FileChange;
import io.jenkins.plugins.hotfix.git.object.Commit;
import io.jenkins.plugins.hotfix.git.object.ObjectId;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.incident.Fact.PushedCommit;
import io.jenkins.plugins.hotfix.step.Console;
import io.jenkins.plugins.hotfix.step.Site;
import io.jenkins.plugins.hotfix.survey.Branch;
import io.jenkins.plugins.hotfix.survey.LiveBranches;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What production has and another branch lacks.
 *
 * @param arrivals oldest first
 */
record Detection(GitRepository git, Branch production, Branch other, List<Arrival> arrivals) {
    private static final List<String> USUAL = List.of("staging", "develop");

    /**
     * Looks.
     *
     * @param from the production branch; null: main, or the remote's default branch
     * @param to the branch that may lack something; null: staging, else develop
     */
    static Detection of(Site site, @Nullable String from, @Nullable String to) throws IOException {
        GitRepository git = site.git();
        LiveBranches branches = LiveBranches.fetch(git, from, to == null ? USUAL : List.of(to));
        if (branches.targets().isEmpty()) {
            throw new IllegalArgumentException(
                    to == null
                            ? "there is neither a branch staging nor develop: say to which branch the commits must come"
                                    + " (--to)"
                            : "there is no branch " + to + " in the repository");
        }
        Branch other = branches.targets().get(0);
        return new Detection(
                git, branches.production(), other, Arrivals.beyond(git, other, branches.production(), site.others()));
    }

    /** Says what was found. */
    void tell(Console console) {
        for (Arrival each : arrivals) {
            console.say(String.format(
                    Locale.ROOT,
                    "  %-12s  %s  %s, by %s%s",
                    each.kind().word(),
                    ObjectId.abbreviated(each.commit().id()),
                    Printable.of(each.commit().subject()),
                    Printable.of(each.commit().author().name()),
                    each.via().isEmpty() ? "" : " (" + Printable.of(each.via()) + ")"));
        }
    }

    /** That there is nothing to do, and why. */
    String nothing() {
        return arrivals.isEmpty()
                ? production.name() + " and " + other.name() + " are in sync: " + other.name() + " has every commit of "
                        + production.name() + ". Nothing was done."
                : "No direct push was found: of the " + arrivals.size() + " commits that " + other.name()
                        + " lacks, each is there in another form or came through a pull request or a hotfix. Nothing"
                        + " was done.";
    }

    /** Those that a call means: the commits that it names, or the direct pushes. */
    List<Commit> chosen(Remediate.Request request, Clock clock) throws IOException {
        return request.commits().isEmpty() ? direct(Since.of(request.since(), clock)) : named(request.commits());
    }

    /** Those that were pushed directly. */
    private List<Commit> direct(@Nullable Instant since) {
        return arrivals.stream()
                .filter(each -> each.kind() == Kind.DIRECT)
                .map(Arrival::commit)
                .filter(commit -> since == null || !commit.committedAt().isBefore(since))
                .toList();
    }

    /**
     * Those that somebody named, oldest first, however they came.
     *
     * @throws IllegalArgumentException if one is no commit, or the other branch has it
     */
    private List<Commit> named(List<String> typed) throws IOException {
        List<String> ids = new ArrayList<>();
        for (String each : typed) {
            String id = git.resolve(each)
                    .orElseThrow(() -> new IllegalArgumentException("there is no commit '" + each + "'"));
            Arrival arrival = arrivals.stream()
                    .filter(candidate -> candidate.commit().id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("'" + each + "' is no commit that "
                            + production.name() + " has and " + other.name() + " lacks"));
            if (arrival.kind() == Kind.PRESENT) {
                throw new IllegalArgumentException(
                        "'" + each + "' is on " + other.name() + " already: " + arrival.via());
            }
            ids.add(id);
        }
        Set<String> chosen = Set.copyOf(ids);
        return arrivals.stream()
                .map(Arrival::commit)
                .filter(commit -> chosen.contains(commit.id()))
                .toList();
    }

    /** Commits as they are put on record. */
    List<PushedCommit> recorded(List<Commit> commits) throws IOException {
        List<PushedCommit> recorded = new ArrayList<>();
        for (Commit commit : commits) {
            String before = commit.parents().isEmpty()
                    ? git.emptyTree()
                    : commit.parents().get(0);
            List<FileChange> changes = git.changes(before, commit.id());
            recorded.add(new PushedCommit(
                    commit.id(),
                    commit.subject(),
                    person(commit.author().name(), commit.author().email()),
                    person(commit.committer().name(), commit.committer().email()),
                    commit.committedAt(),
                    changes.stream().map(FileChange::path).collect(Collectors.toList()),
                    changes.stream().mapToInt(FileChange::added).sum(),
                    changes.stream().mapToInt(FileChange::deleted).sum(),
                    git.signature(commit.id()).status().name().toLowerCase(Locale.ROOT)));
        }
        return recorded;
    }

    private static String person(String name, String email) {
        return email.isEmpty() ? name : name + " <" + email + ">";
    }
}
