package io.jenkins.plugins.hotfix.testing.results;

import io.jenkins.plugins.hotfix.incident.Fact.FailedTest;
import io.jenkins.plugins.hotfix.incident.Fact.TimedTest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** Adds tests up as they are read. What it keeps does not grow with the number of tests that pass. */
final class Tally {
    private static final int LISTED = 50;
    private static final int SLOWEST = 5;
    /** So many failed tests are remembered, to see whether one of them passes later. */
    private static final int REMEMBERED = 10_000;

    private int reports;
    private int total;
    private int failed;
    private int skipped;
    private long millis;
    private final Map<String, FailedTest> failures = new LinkedHashMap<>();
    private final List<FailedTest> flaky = new ArrayList<>();
    private final PriorityQueue<TimedTest> slowest = new PriorityQueue<>(Comparator.comparingLong(TimedTest::millis));

    void report() {
        reports++;
    }

    void passed(String name, long took) {
        FailedTest before = failures.remove(name);
        if (before == null) {
            count(name, took);
        } else {
            failed--;
            unstable(before);
        }
    }

    void flaky(String name, long took, FailedTest firstTry) {
        count(name, took);
        unstable(firstTry);
    }

    void skipped() {
        unlisted(1, 1);
    }

    void failed(long took, FailedTest test) {
        count(test.name(), took);
        failed++;
        if (failures.size() < REMEMBERED) {
            failures.putIfAbsent(test.name(), test);
        }
    }

    /** Tests that a report counts and does not list. */
    void unlisted(int tests, int ofThemSkipped) {
        total += tests;
        skipped += ofThemSkipped;
    }

    /** Failures that a report counts and does not list. */
    void unlistedFailures(int number, FailedTest as) {
        failed += number;
        failures.putIfAbsent(as.name(), as);
    }

    private void count(String name, long took) {
        total++;
        millis += took;
        time(new TimedTest(name, took));
    }

    private void time(TimedTest test) {
        slowest.add(test);
        if (slowest.size() > SLOWEST) {
            slowest.remove();
        }
    }

    private void unstable(FailedTest test) {
        if (flaky.size() < LISTED) {
            flaky.add(test);
        }
    }

    void add(Tally other) {
        reports += other.reports;
        total += other.total;
        failed += other.failed;
        skipped += other.skipped;
        millis += other.millis;
        other.failures.values().stream()
                .limit(Math.max(0, LISTED - failures.size()))
                .forEach(test -> failures.putIfAbsent(test.name(), test));
        other.flaky.forEach(this::unstable);
        other.slowest.forEach(this::time);
    }

    TestResults results() {
        return new TestResults(
                reports,
                total,
                failed,
                skipped,
                millis,
                failures.values().stream().limit(LISTED).toList(),
                flaky,
                slowest.stream()
                        .sorted(Comparator.comparingLong(TimedTest::millis).reversed())
                        .toList());
    }
}
