package io.jenkins.plugins.hotfix.report;

import static java.util.stream.Collectors.joining;

import io.jenkins.plugins.hotfix.incident.Fact.CommitSummary;
import io.jenkins.plugins.hotfix.incident.Fact.Deployed;
import io.jenkins.plugins.hotfix.incident.Fact.FailedTest;
import io.jenkins.plugins.hotfix.incident.Fact.FixCollected;
import io.jenkins.plugins.hotfix.incident.Fact.ReleaseProposed;
import io.jenkins.plugins.hotfix.incident.Fact.Released;
import io.jenkins.plugins.hotfix.incident.Fact.Scanned;
import io.jenkins.plugins.hotfix.incident.Fact.TestsCompared;
import io.jenkins.plugins.hotfix.incident.Fact.TestsRun;
import io.jenkins.plugins.hotfix.incident.Fact.TimedTest;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.report.Block.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was changed, how it was tested, and how it went to production. */
final class DeliverySections {
    private final Incident incident;
    private final Times times;

    DeliverySections(Incident incident, Times times) {
        this.incident = incident;
        this.times = times;
    }

    List<Section> sections() {
        return List.of(fix(), tests(), release(), deployments());
    }

    private Section fix() {
        FixCollected fix = incident.fix().orElse(null);
        if (fix == null) {
            return new Section("What changed", Block.paragraph("No fix was collected."));
        }
        List<Field> fields = List.of(
                new Field("Branch", Text.code(fix.branch())),
                new Field("From", Text.code(fix.base())),
                new Field("Up to", Text.code(fix.tip())),
                new Field(
                        "Size",
                        Text.of("+" + fix.added() + " −" + fix.deleted() + " lines in "
                                + Narration.count(fix.files().size(), "file") + "; "
                                + (fix.overBudget() == null ? "within the budget" : fix.overBudget()))),
                new Field(
                        "Regression tests",
                        fix.regressionTests().isEmpty()
                                ? Text.of("none among the changed files")
                                : Text.code(String.join("\n", fix.regressionTests()))),
                new Field("Files", Text.code(String.join("\n", fix.files()))));
        return new Section(
                "What changed",
                Block.fields(fields),
                Block.table(
                        List.of("Commit", "Subject", "Author", "When"),
                        fix.commits().stream().map(this::commit).toList()));
    }

    private List<Text> commit(CommitSummary commit) {
        return List.of(
                Text.code(commit.id()),
                Text.of(commit.subject()),
                Text.of(commit.author()),
                Text.of(times.at(commit.at())));
    }

    private Section tests() {
        if (incident.tests().isEmpty()) {
            return new Section("Critical tests", Block.paragraph("The log holds no run of the critical tests."));
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                incident.testsPassed()
                        ? Block.paragraph("The critical tests passed on the fix as it is.")
                        : Block.warning("The critical tests did not pass on the fix as it is."));
        incident.tests().forEach(run -> attempt(run, blocks));
        scan().ifPresent(blocks::add);
        incident.all(TestsCompared.class).forEach(compared -> blocks.add(Block.paragraph(Narration.of(compared))));
        return new Section("Critical tests", blocks);
    }

    /** The scan of a fix of an incident about security; that there was none is an exception. */
    private Optional<Block> scan() {
        Optional<Scanned> scan = incident.scan();
        if (scan.isEmpty()) {
            return incident.securityRelated()
                    ? Optional.of(
                            Block.warning("The incident is about security, and the log holds no scan of the fix."))
                    : Optional.empty();
        }
        String sentence = Narration.of(scan.get()) + " " + scan.get().message();
        return Optional.of(scan.get().status().equals("passed") ? Block.paragraph(sentence) : Block.warning(sentence));
    }

    private static void attempt(TestsRun run, List<Block> blocks) {
        List<Field> fields = new ArrayList<>(List.of(
                new Field(
                        "Attempt " + run.attempt(),
                        Text.of(Narration.tests(run) + " in " + Times.length(Duration.ofMillis(run.millis()))
                                + (run.exit() == null ? "" : ", exit status " + run.exit()))),
                new Field("Commit", Text.code(run.commit())),
                new Field("Command", Text.code(run.command())),
                new Field("Why these tests", Text.of(run.because()))));
        if (!run.message().isBlank()) {
            fields.add(new Field("Outcome", Text.of(run.message())));
        }
        if (!run.slowest().isEmpty()) {
            fields.add(new Field(
                    "Slowest",
                    Text.code(run.slowest().stream().map(DeliverySections::slow).collect(joining("\n")))));
        }
        blocks.add(Block.fields(fields));
        failures("Failed test", run.failures(), blocks);
        failures("Passed only when run again", run.flaky(), blocks);
    }

    private static String slow(TimedTest test) {
        return test.name() + ", " + Times.length(Duration.ofMillis(test.millis()));
    }

    private static void failures(String title, List<FailedTest> tests, List<Block> blocks) {
        if (!tests.isEmpty()) {
            blocks.add(Block.table(
                    List.of(title, "What it said", "Where"),
                    tests.stream().map(DeliverySections::failure).toList()));
        }
    }

    private static List<Text> failure(FailedTest failed) {
        return List.of(
                Text.code(failed.name()),
                Text.of(failed.message()),
                Text.code(failed.place() == null ? "" : failed.place()));
    }

    private Section release() {
        Released release = incident.release().orElse(null);
        if (release == null) {
            return new Section(
                    "Release",
                    incident.proposal()
                            .map(DeliverySections::proposal)
                            .orElseGet(() -> List.of(Block.paragraph("Nothing was released."))));
        }
        return new Section(
                "Release",
                Block.fields(List.of(
                        new Field("Branch", Text.code(release.branch())),
                        new Field("Commit", Text.code(release.commit())),
                        new Field("Tag", Text.code(release.tag())),
                        new Field("Tag object", Text.code(release.tagObject())),
                        new Field("Fix that it holds", Text.code(release.fix())),
                        new Field("Commit before", Text.code(release.previous())))));
    }

    private static List<Block> proposal(ReleaseProposed proposal) {
        return List.of(
                Block.warning(proposal.message()),
                Block.fields(List.of(
                        new Field("Branch", Text.code(proposal.branch())),
                        new Field("Waits on", Text.code(proposal.review())),
                        new Field("Pull request", Text.of(proposal.url() == null ? "none yet" : proposal.url())),
                        new Field("Commit", Text.code(proposal.commit())),
                        new Field("Fix that it holds", Text.code(proposal.fix())))),
                Block.code("Commands for " + proposal.branch(), proposal.next().toArray(String[]::new)));
    }

    private Section deployments() {
        List<Deployed> deployments = incident.all(Deployed.class);
        if (deployments.isEmpty()) {
            return new Section("Deployment", Block.paragraph("The log holds no deployment."));
        }
        return new Section(
                "Deployment", deployments.stream().map(this::deployment).toList());
    }

    private Block deployment(Deployed deployed) {
        List<Field> fields = new ArrayList<>(List.of(
                new Field(
                        "Status",
                        Text.of(deployed.status()
                                + (deployed.exit() == null ? "" : ", exit status " + deployed.exit()))),
                new Field("Version", Text.of(deployed.tag())),
                new Field("Commit", Text.code(deployed.commit())),
                new Field(
                        "Replaced",
                        Text.of(deployed.replaced() == null ? "no version on record" : deployed.replaced())),
                new Field("Began", Text.of(times.at(deployed.began()))),
                new Field("Took", Text.of(Times.length(Duration.ofMillis(deployed.millis())))),
                new Field("Command", Text.code(deployed.command()))));
        if (!deployed.message().isBlank()) {
            fields.add(new Field("Outcome", Text.of(deployed.message())));
        }
        return Block.fields(fields);
    }
}
