package io.jenkins.plugins.hotfix.step.gate;

import io.jenkins.plugins.hotfix.config.Setting;
import io.jenkins.plugins.hotfix.incident.Fact.CommitSummary;
import io.jenkins.plugins.hotfix.incident.Fact.FailedTest;
import io.jenkins.plugins.hotfix.incident.Fact.FixCollected;
import io.jenkins.plugins.hotfix.incident.Fact.Overridden;
import io.jenkins.plugins.hotfix.incident.Fact.ProtectionBypassed;
import io.jenkins.plugins.hotfix.incident.Fact.Surroundings;
import io.jenkins.plugins.hotfix.incident.Fact.TestsRun;
import io.jenkins.plugins.hotfix.incident.Fact.Waived;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.question.Phrase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What several gates say of an incident. */
record Described(Incident incident) {
    private static final int MOST = 20;
    private static final int FAILURES = 5;
    private static final int ABBREVIATED = 12;

    String id() {
        return Objects.requireNonNullElse(incident.id(), "");
    }

    static String commit(String id) {
        return id.length() > ABBREVIATED ? id.substring(0, ABBREVIATED) : id;
    }

    /** What it is about, and who started the newest run. */
    List<Phrase> heading() {
        List<Phrase> lines = new ArrayList<>();
        incident.declared()
                .ifPresent(declared ->
                        lines.add(Phrase.of("incident", declared.severity().name(), declared.title())));
        incident.runs().stream()
                .reduce((first, second) -> second)
                .ifPresent(run -> lines.add(
                        run.url() == null
                                ? Phrase.of("starter", run.by())
                                : Phrase.of("starter.url", run.by(), run.url())));
        return lines;
    }

    /** What runs there; that of its branch's tags is the newest, where nothing else is known. */
    Phrase production() {
        Optional<String> runs = incident.surroundings().map(Surroundings::version);
        return incident.production()
                .map(production -> Phrase.of(
                        "production",
                        runs.<Object>map(version -> version)
                                .or(() -> Optional.ofNullable(production.version()))
                                .orElseGet(() -> Phrase.of("version.none")),
                        production.branch(),
                        commit(production.commit())))
                .orElse(Phrase.EMPTY);
    }

    /** The commits of the fix, its size and its files. */
    List<Phrase> changes(FixCollected fix) {
        List<Phrase> lines = new ArrayList<>();
        lines.add(Phrase.of("commits", fix.commits().size(), fix.branch()));
        lines.addAll(commits(fix.commits()));
        lines.add(Phrase.of("files", fix.files().size(), fix.added(), fix.deleted()));
        lines.addAll(
                some(fix.files().stream().map(Phrase::verbatim), fix.files().size()));
        return lines;
    }

    static List<Phrase> commits(List<CommitSummary> commits) {
        return some(
                commits.stream().map(each -> Phrase.of("commit", commit(each.id()), each.subject(), each.author())),
                commits.size());
    }

    /** The first of many lines, a step to the right, and how many more there are. */
    private static List<Phrase> some(Stream<Phrase> lines, int size) {
        List<Phrase> first =
                new ArrayList<>(lines.limit(MOST).map(Phrase::indented).toList());
        if (size > MOST) {
            first.add(Phrase.of("more", size - MOST).indented());
        }
        return first;
    }

    /** How the scan ended, of an incident about security. */
    Optional<Phrase> scan() {
        if (!incident.securityRelated()) {
            return Optional.empty();
        }
        return Optional.of(incident.scan()
                .map(scan -> Phrase.of("scan." + scan.status(), scan.message()))
                .orElseGet(() -> Phrase.of("scan.none")));
    }

    /** How the critical tests ended, the attempts that failed before included. */
    List<Phrase> tests() {
        List<TestsRun> runs = incident.tests();
        if (runs.isEmpty()) {
            return List.of(Phrase.of("tests.not-run"));
        }
        TestsRun last = runs.get(runs.size() - 1);
        List<Phrase> lines = new ArrayList<>();
        lines.add(incident.testsPassed() ? passed(last) : Phrase.of("tests.not-passed"));
        if (incident.testsPassed() && !last.flaky().isEmpty()) {
            lines.add(Phrase.of("tests.flaky", last.flaky().size()).indented());
        }
        runs.stream()
                .filter(run -> !run.status().equals("passed"))
                .map(Described::attempt)
                .map(Phrase::indented)
                .forEach(lines::add);
        return lines;
    }

    private static Phrase passed(TestsRun run) {
        String commit = commit(run.commit());
        if (run.total() == 0) {
            return Phrase.of("tests.exit-status", commit, Objects.requireNonNullElse(run.exit(), 0));
        }
        return Phrase.of("tests.passed", run.total() - run.skipped(), commit, run.skipped());
    }

    private static Phrase attempt(TestsRun run) {
        String commit = commit(run.commit());
        if (run.status().equals("none")) {
            return Phrase.of("tests.attempt.none", run.attempt(), commit);
        }
        return run.total() == 0
                ? Phrase.of("tests.attempt.failed", run.attempt(), commit)
                : Phrase.of("tests.attempt.counted", run.attempt(), commit, run.failed(), run.total());
    }

    /** What went wrong in a run of the tests. */
    static List<Phrase> failures(TestsRun run) {
        List<Phrase> lines = new ArrayList<>(Phrase.lines(run.message()).toList());
        run.failures().stream()
                .limit(FAILURES)
                .map(Described::failure)
                .map(Phrase::indented)
                .forEach(lines::add);
        return lines;
    }

    private static Phrase failure(FailedTest test) {
        String name = test.place() == null ? test.name() : test.name() + " (" + test.place() + ")";
        return Phrase.verbatim(
                name + ": " + test.message().strip().lines().findFirst().orElse(""));
    }

    /** What was set aside, and what a run replaces of the repository's own settings; empty if nothing. */
    List<Phrase> exceptions() {
        List<Phrase> lines = new ArrayList<>();
        incident.bypassed().stream()
                .map(Described::bypass)
                .map(Phrase::indented)
                .forEach(lines::add);
        incident.waived().stream()
                .map(Described::exception)
                .map(Phrase::indented)
                .forEach(lines::add);
        incident.overrides().stream()
                .map(Described::override)
                .map(Phrase::indented)
                .forEach(lines::add);
        if (!lines.isEmpty()) {
            lines.add(0, Phrase.of("exceptions"));
            lines.add(0, Phrase.EMPTY);
        }
        return lines;
    }

    private static Phrase bypass(ProtectionBypassed each) {
        return Phrase.of("bypass", each.ref(), String.join(" ", each.rules()));
    }

    private static Phrase exception(Waived waived) {
        return Phrase.of("exception", waived.rule(), waived.by(), waived.reason());
    }

    private static Phrase override(Overridden each) {
        return Phrase.of("override", each.parameter(), each.configured(), each.given(), each.by());
    }

    /** What a run was given for a step, or is configured. */
    Optional<String> setting(String step, String parameter) {
        return Optional.ofNullable(incident.given().getOrDefault(step, Map.of()).get(parameter))
                .or(() -> Optional.ofNullable(incident.configuration()
                                .sections()
                                .getOrDefault(step, Map.of())
                                .get(parameter))
                        .map(Setting::value))
                .map(Object::toString)
                .filter(text -> !text.isBlank());
    }
}
