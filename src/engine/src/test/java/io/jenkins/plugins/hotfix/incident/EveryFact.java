package io.jenkins.plugins.hotfix.incident;

import io.jenkins.plugins.hotfix.config.Configuration;
import io.jenkins.plugins.hotfix.config.Setting;
import io.jenkins.plugins.hotfix.config.Source;
import io.jenkins.plugins.hotfix.incident.Fact.Abandoned;
import io.jenkins.plugins.hotfix.incident.Fact.ActionItem;
import io.jenkins.plugins.hotfix.incident.Fact.Affected;
import io.jenkins.plugins.hotfix.incident.Fact.Approved;
import io.jenkins.plugins.hotfix.incident.Fact.Assessed;
import io.jenkins.plugins.hotfix.incident.Fact.BackportForecast;
import io.jenkins.plugins.hotfix.incident.Fact.Backported;
import io.jenkins.plugins.hotfix.incident.Fact.BranchPlanned;
import io.jenkins.plugins.hotfix.incident.Fact.Branched;
import io.jenkins.plugins.hotfix.incident.Fact.Check;
import io.jenkins.plugins.hotfix.incident.Fact.ChecklistAnswered;
import io.jenkins.plugins.hotfix.incident.Fact.ChecklistItem;
import io.jenkins.plugins.hotfix.incident.Fact.CleanedUp;
import io.jenkins.plugins.hotfix.incident.Fact.CommandRun;
import io.jenkins.plugins.hotfix.incident.Fact.CommandStarted;
import io.jenkins.plugins.hotfix.incident.Fact.CommitSummary;
import io.jenkins.plugins.hotfix.incident.Fact.Component;
import io.jenkins.plugins.hotfix.incident.Fact.Configured;
import io.jenkins.plugins.hotfix.incident.Fact.Declared;
import io.jenkins.plugins.hotfix.incident.Fact.Declined;
import io.jenkins.plugins.hotfix.incident.Fact.Deployed;
import io.jenkins.plugins.hotfix.incident.Fact.DeploymentRehearsed;
import io.jenkins.plugins.hotfix.incident.Fact.DeploymentStarted;
import io.jenkins.plugins.hotfix.incident.Fact.DirectPush;
import io.jenkins.plugins.hotfix.incident.Fact.DocumentLeftAlone;
import io.jenkins.plugins.hotfix.incident.Fact.DocumentsPlanned;
import io.jenkins.plugins.hotfix.incident.Fact.DocumentsUpdated;
import io.jenkins.plugins.hotfix.incident.Fact.Explained;
import io.jenkins.plugins.hotfix.incident.Fact.FailedTest;
import io.jenkins.plugins.hotfix.incident.Fact.FileConflict;
import io.jenkins.plugins.hotfix.incident.Fact.FixCollected;
import io.jenkins.plugins.hotfix.incident.Fact.FollowUp;
import io.jenkins.plugins.hotfix.incident.Fact.FollowedUp;
import io.jenkins.plugins.hotfix.incident.Fact.ForecastTarget;
import io.jenkins.plugins.hotfix.incident.Fact.Halted;
import io.jenkins.plugins.hotfix.incident.Fact.LockAwaited;
import io.jenkins.plugins.hotfix.incident.Fact.LockTaken;
import io.jenkins.plugins.hotfix.incident.Fact.LogRepaired;
import io.jenkins.plugins.hotfix.incident.Fact.MergeAwaited;
import io.jenkins.plugins.hotfix.incident.Fact.Mitigated;
import io.jenkins.plugins.hotfix.incident.Fact.OpenIncident;
import io.jenkins.plugins.hotfix.incident.Fact.Overridden;
import io.jenkins.plugins.hotfix.incident.Fact.PostmortemDue;
import io.jenkins.plugins.hotfix.incident.Fact.PostmortemKept;
import io.jenkins.plugins.hotfix.incident.Fact.ProcedureShown;
import io.jenkins.plugins.hotfix.incident.Fact.ProtectionBypassed;
import io.jenkins.plugins.hotfix.incident.Fact.PushedCommit;
import io.jenkins.plugins.hotfix.incident.Fact.ProtectionRead;
import io.jenkins.plugins.hotfix.incident.Fact.PutBack;
import io.jenkins.plugins.hotfix.incident.Fact.RecordNotPushed;
import io.jenkins.plugins.hotfix.incident.Fact.Refused;
import io.jenkins.plugins.hotfix.incident.Fact.ReleaseProposed;
import io.jenkins.plugins.hotfix.incident.Fact.Released;
import io.jenkins.plugins.hotfix.incident.Fact.Replaces;
import io.jenkins.plugins.hotfix.incident.Fact.ReportWritten;
import io.jenkins.plugins.hotfix.incident.Fact.RequestEnded;
import io.jenkins.plugins.hotfix.incident.Fact.RequestStarted;
import io.jenkins.plugins.hotfix.incident.Fact.RequestStatus;
import io.jenkins.plugins.hotfix.incident.Fact.ReviewDue;
import io.jenkins.plugins.hotfix.incident.Fact.Reviewed;
import io.jenkins.plugins.hotfix.incident.Fact.ReviewedOutside;
import io.jenkins.plugins.hotfix.incident.Fact.Rewound;
import io.jenkins.plugins.hotfix.incident.Fact.RollbackPlanned;
import io.jenkins.plugins.hotfix.incident.Fact.RolledBack;
import io.jenkins.plugins.hotfix.incident.Fact.RunArguments;
import io.jenkins.plugins.hotfix.incident.Fact.RunEnded;
import io.jenkins.plugins.hotfix.incident.Fact.RunStarted;
import io.jenkins.plugins.hotfix.incident.Fact.Scanned;
import io.jenkins.plugins.hotfix.incident.Fact.SecurityRelated;
import io.jenkins.plugins.hotfix.incident.Fact.Surroundings;
import io.jenkins.plugins.hotfix.incident.Fact.TemplateRead;
import io.jenkins.plugins.hotfix.incident.Fact.TestsCompared;
import io.jenkins.plugins.hotfix.incident.Fact.TestsRun;
import io.jenkins.plugins.hotfix.incident.Fact.Verified;
import io.jenkins.plugins.hotfix.incident.Fact.Waived;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An incident in which everything happened that can happen, for tests of whatever must cope with each kind of fact. Who
 * adds a kind adds it here where it would happen.
 */
public final class EveryFact {
    public static final Instant NIGHT = Instant.parse("2026-01-17T01:02:03.004Z");
    public static final String BASE = "1".repeat(40);
    public static final String FIX = "f".repeat(40);
    public static final String RELEASE = "a".repeat(40);

    private static final String BACKUP = "HOTFIX-20260117-checkout-fails/25-0123abcd";

    private static final CommitSummary COMMIT = new CommitSummary(
            FIX, "Round the total once, at the end", "Ann Author", "ann@example.org", NIGHT.plusSeconds(600));

    private EveryFact() {}

    /** The events, oldest first. */
    public static List<Event> events() {
        List<Event> events = new ArrayList<>();
        Clock clock = new Clock(events);
        clock.after(0, new RunStarted("hotfix #7", "https://jenkins.example.org/job/hotfix/7/", "rita", false));
        clock.after(1, declared(null));
        clock.after(
                1,
                new Assessed(
                        "https://git.example.org/shop.git",
                        "main",
                        BASE,
                        "v1.4.2",
                        List.of(new CommitSummary(BASE, "Total in cents", "Bob", null, NIGHT.minusSeconds(86_400))),
                        Map.of("criticalTests", Map.of("command", "./test", "timeoutMinutes", 5))));
        clock.after(
                0,
                new Surroundings(
                        "v1.4.2",
                        BASE,
                        List.of(new OpenIncident("HOTFIX-20260110-search-is-slow", "Search is slow", "breached")),
                        List.of(new CommitSummary("7".repeat(40), "Not deployed yet", "Rita", null, NIGHT))));
        clock.after(
                0,
                new Affected(
                        List.of(
                                new Component("src/checkout", List.of("@shop/payments")),
                                new Component("docs", List.of())),
                        BASE,
                        List.of("v1.4.1", "v1.4.2")));
        clock.after(0, new SecurityRelated(true, "rita said so"));
        clock.after(0, new RunArguments(Map.of("criticalTests", Map.of("timeoutMinutes", "9"))));
        clock.after(
                0,
                new Configured(new Configuration(Map.of(
                        "criticalTests",
                        Map.of(
                                "timeoutMinutes", new Setting("9", Source.RUN),
                                "checkout", new Setting("all", Source.DEFAULT))))));
        clock.after(
                0,
                new ProtectionRead(
                        "main",
                        List.of("main takes changes by pull request only, with 1 approval."),
                        List.of("A push to main will be refused, because it takes pull requests only."),
                        List.of("The token may not read its protection of main.")));
        clock.after(0, new Overridden("criticalTests.timeoutMinutes", "5", "9", "rita"));
        clock.after(
                180,
                new Approved(
                        "hotfix",
                        "HOTFIX-20260117-checkout-fails",
                        "dora",
                        NIGHT.plusSeconds(181),
                        "jenkins-input",
                        Map.of("IMPACT", "one order in five fails")));
        clock.after(1, declared("one order in five fails"));
        clock.after(40, new Mitigated("Feature flag new-total switched off"));
        clock.after(0, new BranchPlanned("hotfix/20260117-checkout-fails", BASE));
        clock.after(3, new Branched("hotfix/20260117-checkout-fails", BASE, false));
        clock.after(900, fix());
        clock.after(
                30,
                tests(
                        1,
                        "failed",
                        List.of(new FailedTest(
                                "CheckoutTest.roundsOnce", "expected 10.00\nbut was 9.99", "CheckoutTest.java:42"))));
        clock.after(
                60, new TestsCompared(BASE, "./test", "failed", 12, 1, List.of(), "Another test of the 12 failed."));
        clock.after(240, tests(2, "passed", List.of()));
        clock.after(
                240,
                new Refused("deploy", FIX, "rita", "rita started this run and may not pass the gate 'deploy' alone."));
        clock.after(1200, new Waived("separation-of-duties", "rita", "nobody else is awake (rita started this run)"));
        clock.after(
                0,
                new Approved(
                        "deploy",
                        FIX,
                        "rita",
                        NIGHT.plusSeconds(2896),
                        "jenkins-input",
                        Map.of("REASON", "nobody else is awake")));
        PushedCommit pushed = new PushedCommit(
                FIX, "Round the total once", "Ann Author", "Ann Author", NIGHT, List.of("total.sh"), 1, 1, "none");
        clock.after(0, new DirectPush("main", "staging", List.of(pushed), true));
        clock.after(
                0,
                new Explained(
                        "no orders",
                        "an hour",
                        "rounding",
                        "rounds once",
                        List.of("Test it"),
                        List.of("rounding: Test it")));
        clock.after(0, new ReviewDue(NIGHT.plusSeconds(86_400)));
        clock.after(0, new Reviewed("dora", "accepted", "well done", true));
        clock.after(0, new FollowUp("Review the deployment by day", "it was approved by who started it"));
        clock.after(0, new FollowedUp("Write the regression test", "bob", "it is in CheckoutTest"));
        clock.after(30, new Scanned(FIX, "make scan", "failed", 1, 30_000, "1 finding: CVE-2026-0001"));
        clock.after(
                1,
                new ReleaseProposed(
                        "main",
                        BASE,
                        RELEASE,
                        FIX,
                        "hotfix/20260117-checkout-fails-release",
                        "https://git.example.org/shop/pulls/7",
                        List.of("git push origin " + RELEASE + ":refs/heads/main"),
                        "main takes no push."));
        clock.after(0, new Replaces("v1.4.2", BASE, "it is the newest release in the history of production's branch"));
        clock.after(
                1,
                new LockAwaited(
                        "HOTFIX-20260117-search-is-down by tom on ci-2", NIGHT.plusSeconds(60), 1, 2, 4, 0, 30, 0));
        clock.after(0, new ReviewedOutside("https://github.com/acme/shop/pull/12", "ann", FIX, "wrote the fix"));
        clock.after(
                0,
                new MergeAwaited(
                        "https://github.com/acme/shop/pull/12", FIX, List.of("The check build has not passed yet.")));
        clock.after(0, new LockTaken("https://git.example.org/shop.git"));
        clock.after(
                1,
                new ProtectionBypassed(
                        "refs/heads/main", RELEASE, List.of("Changes must be made through a pull request.")));
        clock.after(2, new Released("main", BASE, RELEASE, FIX, "hotfix-20260117-0151", "b".repeat(40)));
        clock.after(
                0,
                new RollbackPlanned(
                        "rollback-plan.md", "9".repeat(64), "hotfix-20260117-0151", RELEASE, "./rollback", "v1.4.2"));
        clock.after(0, verified("baseline", 1, "passed", "none", List.of()));
        clock.after(0, new ChecklistAnswered(List.of(new ChecklistItem("root cause", "band-aid", "rita"))));
        clock.after(0, new DeploymentRehearsed(RELEASE, "hotfix-20260117-0151", List.of("deploy: ./deploy")));
        clock.after(
                0, new ProcedureShown("docs/deploy.md", RELEASE, "1. Copy\n2. Restart\n", List.of("Copy", "Restart")));
        clock.after(0, new DeploymentStarted(1, RELEASE, "hotfix-20260117-0151", "v1.4.2"));
        clock.after(0, new CommandStarted(BACKUP, "deployProd", "backup", 1, "./backup", "agent-7"));
        clock.after(
                20,
                new CommandRun(
                        "backup",
                        "./backup",
                        "succeeded",
                        0,
                        NIGHT.plusSeconds(2890),
                        19_000,
                        "12 tables dumped",
                        BACKUP));
        clock.after(25, deployed("failed", 1));
        clock.after(0, new Halted("deployProd", "failed", "The deployment of hotfix-20260117-0151 failed."));
        clock.after(120, new RunStarted("hotfix #8", null, "rita", true));
        clock.after(60, deployed("succeeded", 0));
        clock.after(
                120,
                verified(
                        "deployment",
                        1,
                        "breached",
                        "rollback",
                        List.of(new Check(
                                "error-rate",
                                "fail",
                                "rollback",
                                "0.23",
                                null,
                                "23 of 100 requests failed, over 0.05",
                                12))));
        clock.after(
                30,
                new RolledBack(
                        "succeeded",
                        "error-rate is over its limit",
                        "hotfix-20260117-0151",
                        "v1.4.2",
                        "./rollback",
                        0,
                        NIGHT.plusSeconds(3220),
                        29_000,
                        "pushed",
                        "8".repeat(40),
                        "rollback-20260117-0200",
                        "Production runs v1.4.2 again."));
        clock.after(600, deployed("succeeded", 0));
        clock.after(1800, verified("deployment", 30, "passed", "none", List.of()));
        clock.after(
                0,
                new BackportForecast(
                        FIX,
                        BASE,
                        List.of(
                                new ForecastTarget(
                                        "develop", BASE, "clean", List.of(), List.of(), List.of(), "develop: clean."),
                                new ForecastTarget(
                                        "release/2.0",
                                        BASE,
                                        "conflict",
                                        List.of("src/checkout/Total.java"),
                                        List.of(new CommitSummary(
                                                "7".repeat(40), "Round in one place", "Rita", null, NIGHT)),
                                        List.of(new CommitSummary(
                                                "7".repeat(40), "Round in one place", "Rita", null, NIGHT)),
                                        "release/2.0: conflict."),
                                new ForecastTarget(
                                        "release/1.0", null, "unknown", List.of(), List.of(), List.of(), "no answer")),
                        "clean",
                        List.of()));
        clock.after(
                2,
                new Backported(
                        "develop",
                        "merged",
                        BASE,
                        "c".repeat(40),
                        List.of(),
                        null,
                        List.of(),
                        List.of(),
                        List.of(),
                        "merged"));
        clock.after(
                1,
                new Backported(
                        "release/2.0",
                        "conflict",
                        BASE,
                        null,
                        List.of(new FileConflict(
                                "src/checkout/Total.java",
                                "content",
                                List.of("<<<<<<< release/2.0\nround(a)\n=======\nround(b)\n>>>>>>> hotfix\n"))),
                        "backport/20260117-release-2.0",
                        List.of("git fetch origin", "git switch backport/20260117-release-2.0"),
                        List.of(new CommitSummary("7".repeat(40), "Round in one place", "Rita", null, NIGHT)),
                        List.of(new CommitSummary("7".repeat(40), "Round in one place", "Rita", null, NIGHT)),
                        "The fix conflicts with release/2.0 in src/checkout/Total.java."));
        clock.after(
                0,
                new RequestStarted(
                        "pull-request/release/2.0", "api.github.com", "a draft pull request to release/2.0", 1));
        clock.after(
                1,
                new RequestEnded(
                        "pull-request/release/2.0",
                        RequestStatus.DONE,
                        "https://github.com/acme/shop/pull/12",
                        "The pull request to release/2.0 is open."));
        clock.after(0, new DocumentLeftAlone("BACKLOG.md", "BACKLOG.md has no section Done, so it was left alone."));
        clock.after(0, new TemplateRead("release-notes.md", ""));
        clock.after(0, new PostmortemDue("rita", LocalDate.of(2026, 1, 22)));
        clock.after(
                0,
                new PostmortemKept(
                        "# Postmortem\n",
                        "rita",
                        LocalDate.of(2026, 1, 22),
                        "The pool was too small.",
                        NIGHT,
                        NIGHT.plusSeconds(3600),
                        List.of(new ActionItem("Alert on the pool", "nobody saw it", "bob", LocalDate.of(2026, 2, 1))),
                        List.of("4. Why was it not found earlier?")));
        clock.after(0, new DocumentsPlanned("develop", "d".repeat(40), List.of("CHANGELOG.md")));
        clock.after(1, new DocumentsUpdated("develop", "d".repeat(40), List.of("CHANGELOG.md")));
        clock.after(0, new Rewound("refs/heads/main", RELEASE, BASE));
        clock.after(60, new PutBack("refs/heads/main"));
        clock.after(0, new Rewound("refs/tags/hotfix-20260117-0151", "b".repeat(40), "a".repeat(40)));
        clock.after(1, new CleanedUp("hotfix/20260117-checkout-fails", FIX));
        clock.after(0, new Declined("it could have waited", "open an issue"));
        clock.after(0, new Abandoned("rita", "the other team fixes it"));
        clock.after(0, new LogRepaired("{\"seq\":3,"));
        clock.after(1, new RunEnded("failed", "The backport to release/2.0 waits for a person.", 412, 38));
        clock.after(0, new ReportWritten("incident.html", "e".repeat(64)));
        clock.after(0, new Reviewed("erin", "rejected", "The alarm came late.", false));
        clock.after(0, new RecordNotPushed("refs/hotfix/incidents/HOTFIX-1", "The remote refused the push."));
        return events;
    }

    /** The same without the fact that it was no hotfix after all. */
    public static List<Event> hotfix() {
        return events().stream()
                .filter(event -> !(event.fact() instanceof Declined || event.fact() instanceof Abandoned))
                .toList();
    }

    /** Nothing but a declaration under this id. */
    public static List<Event> named(String id) {
        return List.of(new Event(
                NIGHT, "rita", new Declared(id, "Down", "Down", Severity.P0, true, "given", null, null, null, null)));
    }

    private static Declared declared(@Nullable String impact) {
        return new Declared(
                "HOTFIX-20260117-checkout-fails",
                "Checkout fails",
                "Checkout fails.\nTotal is off by a cent, and the bank refuses it.",
                Severity.P0,
                false,
                "the description says 'fails'",
                impact,
                impact == null ? null : "all shops",
                "monitoring alert",
                "about 01:00");
    }

    private static FixCollected fix() {
        return new FixCollected(
                "hotfix/20260117-checkout-fails",
                BASE,
                FIX,
                List.of(COMMIT),
                List.of("src/checkout/Total.java", "src/checkout/TotalTest.java"),
                12,
                3,
                null,
                List.of("src/checkout/TotalTest.java"));
    }

    private static TestsRun tests(int attempt, String status, List<FailedTest> failures) {
        return new TestsRun(
                attempt,
                FIX,
                "./test --critical",
                "configured in .hotfix.yml",
                status,
                failures.isEmpty() ? 0 : 1,
                17,
                failures.size(),
                1,
                28_400,
                failures,
                "",
                List.of(),
                List.of());
    }

    private static Verified verified(String of, int sample, String status, String level, List<Check> checks) {
        return new Verified(of, sample, status, level, "the checks say so", 0, checks);
    }

    private static Deployed deployed(String status, int exit) {
        return new Deployed(
                status,
                RELEASE,
                "hotfix-20260117-0151",
                "v1.4.2",
                "./deploy",
                exit,
                NIGHT.plusSeconds(2900),
                44_000,
                status.equals("failed") ? "It ended with exit status 1." : "");
    }

    private static final class Clock {
        private final List<Event> events;
        private Instant now = NIGHT;

        private Clock(List<Event> events) {
            this.events = events;
        }

        private void after(int seconds, Fact fact) {
            now = now.plusSeconds(seconds);
            events.add(new Event(now, "rita", fact));
        }
    }
}
