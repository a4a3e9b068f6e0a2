package io.jenkins.plugins.hotfix.production;

import io.jenkins.plugins.hotfix.incident.Fact.Check;
import io.jenkins.plugins.hotfix.production.Prometheus.Answer;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A figure of production, and from where on it is too much.
 *
 * @param query the PromQL expression of one number
 * @param kind what is compared with the thresholds; default: the value itself
 * @param requests for a rate: the PromQL expression of how many requests it is a rate of; with it a few failures among
 *     a few requests are told from a breach
 * @param higherIsBetter for what is compared with the baseline: whether less is worse, as of a throughput; default false
 * @param investigate the threshold over which somebody should look
 * @param alert the threshold over which somebody must look now
 * @param rollback the threshold over which the hotfix should go
 */
public record Metric(
        String query,
        Kind kind,
        @Nullable String requests,
        Boolean higherIsBetter,
        @Nullable Double investigate,
        @Nullable Double alert,
        @Nullable Double rollback)
        implements Serializable {

    /** What is compared with the thresholds. */
    public enum Kind {
        /** The value itself. */
        VALUE,
        /** The value, a part of 1; by default over 0.01 is to investigate, over 0.05 to roll back. */
        RATE,
        /** How many times the baseline the value is; by default over 2 is an alert. */
        LATENCY,
        /** How many times worse than the baseline the value is; by default over 1.2 is to roll back. */
        PERFORMANCE,
        /** By what part of itself the value has risen since the deployment; by default over 0.1 is to investigate. */
        TREND
    }

    public Metric {
        if (query == null || query.isBlank()) {
            throw new IllegalArgumentException("A metric needs a query.");
        }
        kind = Objects.requireNonNullElse(kind, Kind.VALUE);
        higherIsBetter = Objects.requireNonNullElse(higherIsBetter, false);
        if (kind == Kind.RATE) {
            investigate = Objects.requireNonNullElse(investigate, 0.01);
            rollback = Objects.requireNonNullElse(rollback, 0.05);
        }
        if (kind == Kind.LATENCY) {
            alert = Objects.requireNonNullElse(alert, 2.0);
        }
        if (kind == Kind.PERFORMANCE) {
            rollback = Objects.requireNonNullElse(rollback, 1.2);
        }
        if (kind == Kind.TREND) {
            investigate = Objects.requireNonNullElse(investigate, 0.1);
        }
        check(query, kind, requests, investigate, alert, rollback);
    }

    private static void check(
            String query,
            Kind kind,
            @Nullable String requests,
            @Nullable Double investigate,
            @Nullable Double alert,
            @Nullable Double rollback) {
        double before = Double.NEGATIVE_INFINITY;
        for (Double threshold : new Double[] {investigate, alert, rollback}) {
            if (threshold == null) {
                continue;
            }
            if (!Double.isFinite(threshold) || threshold < before) {
                throw new IllegalArgumentException(
                        "The thresholds of '" + query + "' contradict each other: investigate "
                                + investigate + ", alert " + alert + ", rollback " + rollback
                                + " must not fall in this order.");
            }
            if (kind == Kind.RATE && (threshold < 0 || threshold >= 1)) {
                throw new IllegalArgumentException(
                        "The threshold " + threshold + " of '" + query + "' is no rate; write 0.05 for 5 %.");
            }
            before = threshold;
        }
        if (before == Double.NEGATIVE_INFINITY) {
            throw new IllegalArgumentException(
                    "'" + query + "' has no threshold; give investigate, alert or rollback.");
        }
        if (requests != null && kind != Kind.RATE) {
            throw new IllegalArgumentException("'" + query + "' counts requests, which only a rate does (kind: rate).");
        }
    }

    /** Whether it is compared with how things were before the deployment. */
    public boolean relative() {
        return kind == Kind.LATENCY || kind == Kind.PERFORMANCE;
    }

    /** Its thresholds, as they stand in a rollback plan; the highest, if none is to roll back. */
    public String limit() {
        return rollback != null
                ? "over " + number(rollback) + " (roll back)"
                : alert != null
                        ? "over " + number(alert) + " (alert)"
                        : "over " + number(Objects.requireNonNull(investigate)) + " (investigate)";
    }

    /** Only looks what the value is, to compare with later. */
    public Check baseline(String name, Prometheus prometheus) throws InterruptedException {
        long began = System.nanoTime();
        Answer answer = prometheus.query(query, null);
        return answer.outcome() == Answer.Outcome.VALUE
                ? check(name, "pass", Level.NONE, answer.raw(), null, name + " is " + answer.raw(), began)
                : missing(name, answer, null, began);
    }

    /**
     * Looks how it is now.
     *
     * @param baseline the value before the deployment; null if none was recorded
     * @param earlier the values since the deployment, oldest first
     */
    public Check sample(String name, Prometheus prometheus, @Nullable String baseline, List<Double> earlier)
            throws InterruptedException {
        long began = System.nanoTime();
        Answer answer = prometheus.query(query, null);
        if (answer.outcome() != Answer.Outcome.VALUE) {
            return missing(name, answer, baseline, began);
        }
        return switch (kind) {
            case VALUE -> judge(name, answer, null, answer.value(), "", began);
            case RATE -> rate(name, answer, prometheus, began);
            case LATENCY, PERFORMANCE -> compare(name, answer, baseline, began);
            case TREND -> trend(name, answer, earlier, began);
        };
    }

    private Check rate(String name, Answer answer, Prometheus prometheus, long began) throws InterruptedException {
        if (answer.value() < 0 || answer.value() > 1) {
            return check(
                    name,
                    "error",
                    Level.NONE,
                    answer.raw(),
                    null,
                    name + " is " + answer.raw() + ", which is no rate: it must be between 0 and 1",
                    began);
        }
        if (requests == null) {
            return judge(name, answer, null, answer.value(), "", began);
        }
        Answer counted = prometheus.query(requests, null);
        if (counted.outcome() != Answer.Outcome.VALUE) {
            return missing(name, counted, null, began);
        }
        // Prometheus extrapolates increases, so that counts have fractions.
        long total = Math.round(counted.value());
        if (total <= 0) {
            return check(name, "no-data", Level.NONE, answer.raw(), null, name + " is a rate of no requests", began);
        }
        long failures = Math.min(total, Math.round(answer.value() * total));
        Level level = level(threshold -> Significance.over(threshold, failures, total));
        String seen = name + ": " + failures + " of " + total + " requests";
        return level == Level.NONE
                ? check(name, "pass", level, answer.raw(), null, seen + ", not provably over " + lowest(), began)
                : check(name, "fail", level, answer.raw(), null, seen + ", over " + threshold(level), began);
    }

    private Check compare(String name, Answer answer, @Nullable String baseline, long began) {
        double before = baseline == null ? Double.NaN : Double.parseDouble(baseline);
        if (!(before > 0) || (higherIsBetter && answer.value() < 0)) {
            return check(
                    name,
                    "no-data",
                    Level.NONE,
                    answer.raw(),
                    baseline,
                    name + " has no baseline to compare with: "
                            + (baseline == null ? "nothing was measured before the deployment" : "it was " + baseline),
                    began);
        }
        double times = higherIsBetter ? before / answer.value() : answer.value() / before;
        return judge(name, answer, baseline, times, ", " + number(times) + " times worse than before", began);
    }

    private Check trend(String name, Answer answer, List<Double> earlier, long began) {
        List<Double> values = new ArrayList<>(earlier);
        values.add(answer.value());
        if (values.size() < Significance.FEWEST_FOR_TREND) {
            return check(
                    name,
                    "no-data",
                    Level.NONE,
                    answer.raw(),
                    null,
                    name + " has " + values.size() + " values, of which a trend needs " + Significance.FEWEST_FOR_TREND,
                    began);
        }
        int third = values.size() / 3;
        double first = mean(values.subList(0, third));
        double last = mean(values.subList(values.size() - third, values.size()));
        double risen = Significance.rising(values) && first > 0 ? last / first - 1 : 0;
        return judge(name, answer, null, risen, ", risen by " + number(risen), began);
    }

    private Check judge(
            String name, Answer answer, @Nullable String baseline, double judged, String remark, long began) {
        Level level = level(threshold -> judged > threshold);
        String seen = name + " is " + answer.raw() + remark;
        return level == Level.NONE
                ? check(name, "pass", level, answer.raw(), baseline, seen + ", not over " + lowest(), began)
                : check(name, "fail", level, answer.raw(), baseline, seen + ", over " + threshold(level), began);
    }

    private static Check missing(String name, Answer answer, @Nullable String baseline, long began) {
        String outcome = answer.outcome() == Answer.Outcome.NO_DATA ? "no-data" : "error";
        return check(name, outcome, Level.NONE, answer.raw(), baseline, name + ": " + answer.message(), began);
    }

    private static Check check(
            String name,
            String outcome,
            Level level,
            @Nullable String value,
            @Nullable String baseline,
            String because,
            long began) {
        long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
        return new Check(name, outcome, level.word(), value, baseline, because, millis);
    }

    /** Whether a threshold is passed. */
    private interface Test {
        boolean passes(double threshold);
    }

    private Level level(Test over) {
        for (Level level : List.of(Level.ROLLBACK, Level.ALERT, Level.INVESTIGATE)) {
            if (limit(level).filter(over::passes).isPresent()) {
                return level;
            }
        }
        return Level.NONE;
    }

    private Optional<Double> limit(Level level) {
        return Optional.ofNullable(
                switch (level) {
                    case ROLLBACK -> rollback;
                    case ALERT -> alert;
                    case INVESTIGATE -> investigate;
                    case NONE -> null;
                });
    }

    private String threshold(Level level) {
        return number(limit(level).orElseThrow()) + " (" + (level == Level.ROLLBACK ? "roll back" : level.word()) + ")";
    }

    private String lowest() {
        return number(List.of(Level.INVESTIGATE, Level.ALERT, Level.ROLLBACK).stream()
                .flatMap(level -> limit(level).stream())
                .findFirst()
                .orElseThrow());
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value)
                .replaceFirst("(\\.\\d*?)0+$", "$1")
                .replaceFirst("\\.$", "");
    }
}
