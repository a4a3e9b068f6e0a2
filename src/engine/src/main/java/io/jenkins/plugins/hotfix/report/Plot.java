package io.jenkins.plugins.hotfix.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * What was measured, sample by sample, as a line.
 *
 * @param caption what it is, from where to where
 * @param points of the line, as SVG has them, 600 wide and 60 high
 * @param baseline how high the line of what it was compared with is; absent if with nothing
 * @param dots the samples, coloured by what became of them
 */
record Plot(String caption, String points, @Nullable String baseline, List<Dot> dots) {
    private static final double WIDTH = 600;
    private static final double HEIGHT = 60;
    private static final double MARGIN = 6;

    /** A sample. */
    record Dot(String x, String y, Chart.Tone tone, String tells) {}

    /** A value that was measured, and whether it was as it should be. */
    record Value(double value, boolean good, String tells) {}

    /** A plot of at least two values. */
    static Optional<Plot> of(String name, List<Value> values, OptionalDouble baseline) {
        if (values.size() < 2) {
            return Optional.empty();
        }
        double[] all = DoubleStream.concat(values.stream().mapToDouble(Value::value), baseline.stream())
                .toArray();
        double min = DoubleStream.of(all).min().orElseThrow();
        double max = DoubleStream.of(all).max().orElseThrow();
        double range = max == min ? 1 : max - min;
        List<Dot> dots = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            Value value = values.get(i);
            dots.add(new Dot(
                    number(MARGIN + i * (WIDTH - 2 * MARGIN) / (values.size() - 1)),
                    y(value.value(), min, range),
                    value.good() ? Chart.Tone.GOOD : Chart.Tone.BAD,
                    value.tells()));
        }
        return Optional.of(new Plot(
                name + ", " + values.size() + " samples between " + plain(min) + " and " + plain(max)
                        + (baseline.isPresent() ? "; dashed: the baseline, " + plain(baseline.getAsDouble()) : ""),
                String.join(
                        " ", dots.stream().map(dot -> dot.x() + "," + dot.y()).toList()),
                baseline.isPresent() ? y(baseline.getAsDouble(), min, range) : null,
                dots));
    }

    private static String y(double value, double min, double range) {
        return number(HEIGHT - MARGIN - (value - min) / range * (HEIGHT - 2 * MARGIN));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String plain(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }
}
