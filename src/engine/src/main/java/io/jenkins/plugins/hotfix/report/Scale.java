package io.jenkins.plugins.hotfix.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Where moments stand on a drawing's width, in per cent. To scale, except that a gap that would leave no room for the
 * rest (a night at a gate) is shortened, and known to be.
 */
final class Scale {
    /** A gap is shortened when it is more than this part of all that is not shortened yet. */
    private static final double TOO_MUCH = 0.8;

    private static final double SHORTENED = 16;
    private static final int MOST_SHORTENED = 3;

    private final List<Instant> moments;
    private final List<Gap> shortened = new ArrayList<>();
    private final double perMilli;

    /** A stretch of time in which nothing happened. */
    record Gap(Instant from, Instant to) {
        Duration length() {
            return Duration.between(from, to);
        }

        private double millis() {
            return length().toMillis();
        }
    }

    /** A scale on which all these moments have their place; one at least. */
    Scale(SortedSet<Instant> marks) {
        moments = List.copyOf(new TreeSet<>(marks));
        List<Gap> gaps = new ArrayList<>();
        for (int i = 1; i < moments.size(); i++) {
            gaps.add(new Gap(moments.get(i - 1), moments.get(i)));
        }
        gaps.sort(Comparator.comparing(Gap::length).reversed());
        double rest = gaps.stream().mapToDouble(Gap::millis).sum();
        for (Gap gap : gaps) {
            if (gap.millis() <= TOO_MUCH * rest || gap.millis() == rest || shortened.size() == MOST_SHORTENED) {
                break;
            }
            shortened.add(gap);
            rest -= gap.millis();
        }
        perMilli = rest == 0 ? 0 : (100 - SHORTENED * shortened.size()) / rest;
    }

    /** The gaps that are not to scale, longest first. */
    List<Gap> shortened() {
        return List.copyOf(shortened);
    }

    boolean isShortened(Instant moment) {
        return shortened.stream().anyMatch(gap -> moment.isAfter(gap.from()) && moment.isBefore(gap.to()));
    }

    Instant first() {
        return moments.get(0);
    }

    Instant last() {
        return moments.get(moments.size() - 1);
    }

    /** The time that is drawn to scale. */
    Duration length() {
        return shortened.stream().map(Gap::length).reduce(Duration.between(first(), last()), Duration::minus);
    }

    /** From 0 for the first moment to 100 for the last. */
    double at(Instant moment) {
        double millis = Duration.between(first(), moment).toMillis();
        double x = 0;
        for (Gap gap : shortened) {
            if (moment.isAfter(gap.from())) {
                double inside = Duration.between(gap.from(), moment).toMillis();
                double part = Math.min(inside, gap.millis());
                millis -= part;
                x += SHORTENED * part / gap.millis();
            }
        }
        return x + millis * perMilli;
    }
}
