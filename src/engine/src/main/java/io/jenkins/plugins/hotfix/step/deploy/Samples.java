package io.jenkins.plugins.hotfix.step.deploy;

import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.Fact.Check;
import io.jenkins.plugins.hotfix.incident.Fact.Deployed;
import io.jenkins.plugins.hotfix.incident.Fact.RolledBack;
import io.jenkins.plugins.hotfix.incident.Fact.Verified;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.production.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The samples of one verification so far, and what one more makes of them. A breach must last for some samples, so that
 * a hiccup is none; one that calls for an alert or a rollback ends the verification at once. What could not be measured
 * is never taken for well.
 */
final class Samples {
    private final List<Event> samples;

    private Samples(List<Event> samples) {
        this.samples = samples;
    }

    /**
     * When it ends.
     *
     * @param window after which it ends in any case
     * @param intervalSeconds until the next sample
     * @param breaches so many samples in a row must find the same
     * @param errors so many samples in a row with an error end it
     */
    record Rules(Duration window, int intervalSeconds, int breaches, int errors) {}

    /** The verification of what production runs now. One that ended without a finding begins anew. */
    static Samples of(Incident incident) {
        List<Event> samples = new ArrayList<>();
        for (Event event :
                incident.since(List.of(Deployed.class, RolledBack.class)).events()) {
            if (event.fact() instanceof Verified verified && !verified.of().equals("baseline")) {
                if (!samples.isEmpty() && inconclusive(last(samples))) {
                    samples.clear();
                }
                samples.add(event);
            }
        }
        return new Samples(!samples.isEmpty() && inconclusive(last(samples)) ? List.of() : samples);
    }

    /** Whether there is a finding. */
    boolean settled() {
        return !samples.isEmpty() && !last(samples).status().equals("running");
    }

    /** When the next sample is due; empty if there is none before it. */
    Optional<Instant> due() {
        return samples.isEmpty()
                ? Optional.empty()
                : Optional.of(samples.get(samples.size() - 1)
                        .at()
                        .plusSeconds(last(samples).waitSeconds()));
    }

    /** The values of a check so far, oldest first. */
    List<Double> values(String check) {
        return samples.stream()
                .flatMap(event -> sample(event).checks().stream())
                .filter(made -> made.name().equals(check) && !made.outcome().equals("error"))
                .flatMap(made -> Optional.ofNullable(made.value()).stream())
                .map(Double::valueOf)
                .filter(value -> Double.isFinite(value))
                .toList();
    }

    static boolean has(List<Check> checks, String outcome) {
        return checks.stream().anyMatch(check -> check.outcome().equals(outcome));
    }

    /** The next sample, with what it comes to. */
    Verified next(String of, List<Check> checks, Instant now, Rules rules) {
        List<List<Check>> all = new ArrayList<>(
                samples.stream().map(event -> sample(event).checks()).toList());
        all.add(checks);
        Instant began = samples.isEmpty() ? now : samples.get(0).at();
        // What begins in the last sample must be seen to last, or not, before there is a finding.
        boolean over = !now.isBefore(began.plus(rules.window()))
                && checks.stream().allMatch(check -> Level.of(check.level()).compareTo(Level.ALERT) < 0);
        List<List<Check>> lately = all.subList(Math.max(0, all.size() - rules.breaches()), all.size());
        Level lasting = lately.size() < rules.breaches() ? Level.NONE : lasting(checks, lately);
        if (lasting.compareTo(Level.ALERT) >= 0) {
            return verified(of, "breached", lasting, told(checks, lasting), 0, checks);
        }
        int errors = 0;
        while (errors < all.size() && has(all.get(all.size() - 1 - errors), "error")) {
            errors++;
        }
        if (errors >= rules.errors() || (over && errors > 0)) {
            return verified(of, "error", lasting, told(checks, "error"), 0, checks);
        }
        if (!over) {
            return verified(of, "running", lasting, said(checks), rules.intervalSeconds(), checks);
        }
        List<Check> unknown = lately.stream()
                .flatMap(List::stream)
                .filter(check ->
                        !check.outcome().equals("pass") && !check.outcome().equals("fail"))
                .toList();
        if (!unknown.isEmpty()) {
            return verified(of, "no-data", lasting, said(unknown), 0, checks);
        }
        return verified(of, "passed", worst(lasting), said(checks), 0, checks);
    }

    /** What somebody should have looked at stays on record though it is over. */
    private Level worst(Level lasting) {
        return samples.stream()
                .map(event -> Level.of(sample(event).level()))
                .max(Comparator.naturalOrder())
                .filter(level -> level.compareTo(lasting) > 0)
                .orElse(lasting);
    }

    /** The worst level that a check kept over these samples. */
    private static Level lasting(List<Check> checks, List<List<Check>> lately) {
        return checks.stream()
                .map(check -> lately.stream()
                        .map(sample -> sample.stream()
                                .filter(made -> made.name().equals(check.name()))
                                .map(made -> Level.of(made.level()))
                                .findFirst()
                                .orElse(Level.NONE))
                        .min(Comparator.naturalOrder())
                        .orElse(Level.NONE))
                .max(Comparator.naturalOrder())
                .orElse(Level.NONE);
    }

    private Verified verified(String of, String status, Level level, String because, int wait, List<Check> checks) {
        return new Verified(of, samples.size() + 1, status, level.word(), because, wait, checks);
    }

    private static String told(List<Check> checks, Level level) {
        return checks.stream()
                .filter(check -> Level.of(check.level()).compareTo(level) >= 0)
                .map(Check::because)
                .collect(Collectors.joining("; "));
    }

    private static String told(List<Check> checks, String outcome) {
        return checks.stream()
                .filter(check -> check.outcome().equals(outcome))
                .map(Check::because)
                .collect(Collectors.joining("; "));
    }

    private static String said(List<Check> checks) {
        List<Check> bad =
                checks.stream().filter(check -> !check.outcome().equals("pass")).toList();
        return bad.isEmpty()
                ? checks.size() + (checks.size() == 1 ? " check passes" : " checks pass")
                : bad.stream().map(Check::because).distinct().collect(Collectors.joining("; "));
    }

    private static boolean inconclusive(Verified verified) {
        return verified.status().equals("no-data") || verified.status().equals("error");
    }

    private static Verified last(List<Event> samples) {
        return sample(samples.get(samples.size() - 1));
    }

    private static Verified sample(Event event) {
        return (Verified) event.fact();
    }
}
