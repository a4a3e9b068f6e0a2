package io.jenkins.plugins.hotfix.step.fix;

import io.jenkins.plugins.hotfix.git.object.ObjectId;
import io.jenkins.plugins.hotfix.git.repository.Checkout;
import io.jenkins.plugins.hotfix.incident.Fact.CommandRun;
import io.jenkins.plugins.hotfix.incident.Fact.FailedTest;
import io.jenkins.plugins.hotfix.incident.Fact.FixCollected;
import io.jenkins.plugins.hotfix.incident.Fact.TestsCompared;
import io.jenkins.plugins.hotfix.incident.Fact.TestsRun;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.question.Answers;
import io.jenkins.plugins.hotfix.step.Checked;
import io.jenkins.plugins.hotfix.step.Commands;
import io.jenkins.plugins.hotfix.step.Enclosing;
import io.jenkins.plugins.hotfix.step.Ended;
import io.jenkins.plugins.hotfix.step.IncidentVariables;
import io.jenkins.plugins.hotfix.step.Next;
import io.jenkins.plugins.hotfix.step.Problem;
import io.jenkins.plugins.hotfix.step.RecordedCommits;
import io.jenkins.plugins.hotfix.step.Required;
import io.jenkins.plugins.hotfix.step.Site;
import io.jenkins.plugins.hotfix.testing.change.Change;
import io.jenkins.plugins.hotfix.testing.change.SourceTree;
import io.jenkins.plugins.hotfix.testing.results.BrokenReportException;
import io.jenkins.plugins.hotfix.testing.results.Reports;
import io.jenkins.plugins.hotfix.testing.results.TestOutput;
import io.jenkins.plugins.hotfix.testing.results.TestResults;
import io.jenkins.plugins.hotfix.testing.results.Verdict;
import io.jenkins.plugins.hotfix.testing.selection.TestCommand;
import io.jenkins.plugins.hotfix.testing.selection.TestPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs the tests that matter on the fix, in a checkout of exactly its tip: the configured command, or one that is chosen
 * by what the fix changes. A failure is an event, not an error: the pipeline asks what to do. A fix that passed already
 * is not tested again.
 */
public final class CriticalTests implements Enclosing<CriticalTests.Request> {
    private static final String STEP = "criticalTests";
    private static final String PART = "critical-tests";
    private static final String COMPARISON = "critical-tests-on-production";

    /**
     * @param command the shell command that runs the critical tests; {@code {modules}}, {@code {files}} and
     *     {@code {tests}} in it stand for what the fix affects. Default: chosen by what the fix changes
     * @param fullCommand the shell command that runs all tests, for when nothing matches what the fix changes
     * @param reports where the JUnit reports are, as globs; given, a run without them is no pass. Default: the places
     *     that the known tools write to
     * @param scan the shell command that scans the fix of an incident about security, once its tests passed
     * @param timeoutMinutes after which it is ended and counts as failed; default 30
     * @param checkout how much of the repository it needs: {@code all}, {@code changed} (the directories that the fix
     *     touches, and the files at the root), {@code none}; default {@code all}
     */
    public record Request(
            @Nullable String command,
            @Nullable String fullCommand,
            @Nullable List<String> reports,
            @Nullable String scan,
            Integer timeoutMinutes,
            Checkout.Scope checkout) {
        public Request {
            timeoutMinutes = Checked.positive("timeoutMinutes", Objects.requireNonNullElse(timeoutMinutes, 30));
            checkout = Objects.requireNonNullElse(checkout, Checkout.Scope.ALL);
            // What these two refuse is refused before the first step, not in the middle of the night's work.
            TestCommand.fixed(command);
            new Reports(Path.of(""), Objects.requireNonNullElse(reports, Reports.USUAL));
        }
    }

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public boolean looksFor(String line) {
        return TestOutput.isTelling(line);
    }

    @Override
    public Next next(Incident incident, Request request, Site site, @Nullable Ended ended) throws IOException {
        FixCollected fix = Required.fix(incident);
        if (incident.tested()) {
            return new Scan(STEP, request.scan(), Duration.ofMinutes(request.timeoutMinutes()))
                    .next(incident, site, ended);
        }
        TestCommand choice = choose(fix, request, site);
        if (ended != null && ended.run().status().equals("aborted")) {
            // It says nothing about the fix.
            return Next.done();
        }
        if (ended != null && !ended.run().unknown()) {
            site.journal()
                    .record(
                            ended.run().part().equals(COMPARISON)
                                    ? comparison(incident, request, site, fix, choice, ended)
                                    : result(incident, request, site, fix, choice, ended));
            Incident now = site.journal().incident();
            return now.tested()
                    ? new Scan(STEP, request.scan(), Duration.ofMinutes(request.timeoutMinutes())).next(now, site, null)
                    : Next.done();
        }
        if (choice.line() == null) {
            return Next.stuck(
                    Problem.Kind.FAILED,
                    "There are no critical tests to run: " + choice.because() + ", and no full command is configured."
                            + " An untested fix is not released. Give criticalTests.command or criticalTests.fullCommand"
                            + " to this run and resume; in .hotfix.yml on the production branch it counts from the next"
                            + " incident on.");
        }
        Commands commands = new Commands(
                STEP,
                incident,
                incident.after(List.of(TestsRun.class, TestsCompared.class, FixCollected.class)),
                site,
                Duration.ofMinutes(request.timeoutMinutes()),
                Commands.Repeat.FREELY);
        Optional<Next> first = commands.settle();
        if (first.isPresent()) {
            return first.get();
        }
        boolean compares = isToCompare(incident, fix);
        String commit = compares ? fix.base() : fix.tip();
        Checkout checkout = RecordedCommits.in(site, incident).checkout(commit, request.checkout(), fix.files());
        reports(request, site).disregard();
        site.console()
                .say("Testing " + ObjectId.abbreviated(commit) + ", because "
                        + (compares ? "somebody asked whether production fails the same tests" : choice.because()));
        return commands.run(
                compares ? COMPARISON : PART, choice.line(), checkout.directory(), IncidentVariables.of(incident));
    }

    /** Whether somebody asked, after these tests failed, how they do without the fix. */
    private static boolean isToCompare(Incident incident, FixCollected fix) {
        return incident.since(List.of(TestsRun.class, TestsCompared.class, FixCollected.class)).approvals().stream()
                .filter(approved -> approved.gate().equals(Incident.RETRY)
                        && approved.subject().equals(fix.tip()))
                .reduce((first, second) -> second)
                .filter(approved -> Answers.COMPARE.equals(approved.answers().get(Answers.ACTION)))
                .isPresent();
    }

    /** What a run of the tests showed. */
    private record Shown(TestResults results, Verdict verdict) {
        static Shown of(Request request, Site site, TestCommand choice, Ended ended) throws IOException {
            CommandRun run = ended.run();
            try {
                TestResults results = reports(request, site).read();
                boolean proof = request.reports() != null || choice.planned();
                String tail = run.succeeded() ? run.tail() : Commands.how(run);
                return new Shown(
                        results, Verdict.of(run.succeeded(), tail, results, TestOutput.in(ended.output()), proof));
            } catch (BrokenReportException broken) {
                return new Shown(
                        TestResults.none(),
                        new Verdict("failed", broken.getMessage() + " What it says is not known, so this is no pass."));
            }
        }
    }

    private static TestsCompared comparison(
            Incident incident, Request request, Site site, FixCollected fix, TestCommand choice, Ended ended)
            throws IOException {
        Shown shown = Shown.of(request, site, choice, ended);
        Set<String> here =
                shown.results().failures().stream().map(FailedTest::name).collect(Collectors.toSet());
        List<String> both = incident.latest(TestsRun.class).stream()
                .flatMap(run -> run.failures().stream())
                .map(FailedTest::name)
                .filter(here::contains)
                .toList();
        return new TestsCompared(
                fix.base(),
                ended.run().command(),
                shown.verdict().status(),
                shown.results().total(),
                shown.results().failed(),
                both,
                shown.verdict().message());
    }

    private static TestsRun result(
            Incident incident, Request request, Site site, FixCollected fix, TestCommand choice, Ended ended)
            throws IOException {
        CommandRun run = ended.run();
        Shown shown = Shown.of(request, site, choice, ended);
        TestResults results = shown.results();
        Verdict verdict = shown.verdict();
        return new TestsRun(
                incident.tests().size() + 1,
                fix.tip(),
                run.command(),
                choice.because(),
                verdict.status(),
                run.exit(),
                results.total(),
                results.failed(),
                results.skipped(),
                run.millis(),
                results.failures(),
                verdict.message(),
                results.flaky(),
                results.slowest());
    }

    private static Reports reports(Request request, Site site) throws IOException {
        return new Reports(
                site.git().checkedOut(request.checkout()),
                Objects.requireNonNullElse(request.reports(), Reports.USUAL));
    }

    private static TestCommand choose(FixCollected fix, Request request, Site site) throws IOException {
        Optional<TestCommand> fixed = TestCommand.fixed(request.command());
        if (fixed.isPresent()) {
            return fixed.get();
        }
        Change change = new Change(SourceTree.of(site.git(), fix.tip()), fix.files());
        return TestCommand.of(request.command(), request.fullCommand(), TestPlan.of(change));
    }
}
