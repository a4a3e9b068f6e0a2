package io.jenkins.plugins.hotfix.report;

import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.Fact.Approved;
import io.jenkins.plugins.hotfix.incident.Fact.Backported;
import io.jenkins.plugins.hotfix.incident.Fact.Deployed;
import io.jenkins.plugins.hotfix.incident.Fact.DeploymentStarted;
import io.jenkins.plugins.hotfix.incident.Fact.Halted;
import io.jenkins.plugins.hotfix.incident.Fact.Refused;
import io.jenkins.plugins.hotfix.incident.Fact.RolledBack;
import io.jenkins.plugins.hotfix.incident.Fact.RunEnded;
import io.jenkins.plugins.hotfix.incident.Fact.RunStarted;
import io.jenkins.plugins.hotfix.incident.Fact.TestsRun;
import io.jenkins.plugins.hotfix.incident.Fact.Verified;
import io.jenkins.plugins.hotfix.incident.Fact.Waived;
import io.jenkins.plugins.hotfix.incident.Incident;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The incident's timeline as a drawing: a row of bars for each phase, a point for each event, all on one scale of time.
 * The log tells when something ended; where it does not tell when it began, it began with the event before.
 *
 * <p>Lengths across are per cent of the width, lengths down are pixels.
 */
record Chart(
        String caption,
        int height,
        int bottom,
        int foot,
        List<Tick> ticks,
        List<Band> shortened,
        List<Row> rows,
        List<Point> points) {
    private static final int POINTS_AT = 14;
    private static final int ROW = 36;
    private static final int FIRST_ROW = 30;
    private static final int FOOT = 22;
    private static final int LONGEST_TITLE = 26;
    private static final int MOST_TICKS = 4;
    private static final double CLOSEST_TICKS = 14;
    private static final List<Duration> STEPS = List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(15),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(3),
            Duration.ofHours(6),
            Duration.ofDays(1),
            Duration.ofDays(7));

    /** What a bar or a point tells at a glance, and the colour that it has where no style sheet is allowed. */
    enum Tone {
        WORK("#2f6fdb"),
        WAIT("#d99100"),
        GOOD("#1f8a52"),
        BAD("#cf3a2c");

        private final String color;

        Tone(String color) {
            this.color = color;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        String color() {
            return color;
        }
    }

    /** A line across all rows at a round time. */
    record Tick(String x, String label) {}

    /** Time that is not to scale. */
    record Band(String x, String width) {}

    /** A phase: its bars, and how long they are together. */
    record Row(String title, String length, int label, int y, List<Bar> bars) {}

    record Bar(String x, String width, Tone tone, String tells) {}

    /** An event; the bad ones are drawn last, so that no other hides them. */
    record Point(String x, int y, Tone tone, String tells) {}

    private record Stretch(String row, Instant from, Instant to, Tone tone, Fact fact) {
        Duration length() {
            return Duration.between(from, to);
        }
    }

    private record Moment(Instant at, Fact fact) {}

    static Chart of(Incident incident, Times times) {
        List<Moment> moments = inOrder(incident.events());
        List<Stretch> stretches = stretches(moments);
        SortedSet<Instant> marks = new TreeSet<>();
        moments.forEach(moment -> marks.add(moment.at()));
        stretches.forEach(stretch -> {
            marks.add(stretch.from());
            marks.add(stretch.to());
        });
        Scale scale = new Scale(marks);
        List<Row> rows = rows(stretches, scale);
        int bottom = FIRST_ROW + ROW * rows.size();
        return new Chart(
                caption(scale, times),
                bottom + FOOT,
                bottom,
                bottom + FOOT - 6,
                ticks(scale, times),
                scale.shortened().stream()
                        .map(gap -> new Band(
                                percent(scale.at(gap.from())), percent(scale.at(gap.to()) - scale.at(gap.from()))))
                        .toList(),
                rows,
                moments.stream()
                        .map(moment -> new Point(
                                percent(scale.at(moment.at())),
                                POINTS_AT,
                                tone(moment.fact()),
                                times.at(moment.at()) + " " + Narration.of(moment.fact())))
                        .sorted(Comparator.comparing(Point::tone))
                        .toList());
    }

    /** The log's order is what happened; a clock that was set back must not draw bars backwards. */
    private static List<Moment> inOrder(List<Event> events) {
        List<Moment> moments = new ArrayList<>();
        Instant latest = Instant.MIN;
        for (Event event : events) {
            latest = event.at().isAfter(latest) ? event.at() : latest;
            moments.add(new Moment(latest, event.fact()));
        }
        return moments;
    }

    private static List<Stretch> stretches(List<Moment> moments) {
        List<Stretch> stretches = new ArrayList<>();
        Instant before = moments.get(0).at();
        Moment latest = moments.get(0);
        boolean deploying = false;
        for (Moment moment : moments) {
            Fact fact = moment.fact();
            Phase phase = Phase.before(fact);
            if (fact instanceof RunStarted started && !started.resumed() || fact instanceof DeploymentStarted) {
                before = moment.at();
            } else if (phase != Phase.NONE) {
                if (deploying && phase != Phase.DEPLOYMENT && latest.at().isAfter(before)) {
                    // It was cut off, or somebody had to be asked: up to there it was a deployment.
                    stretches.add(new Stretch(
                            Phase.DEPLOYMENT.title(), before, latest.at(), tone(latest.fact()), latest.fact()));
                    before = latest.at();
                }
                Instant from = within(before, began(fact, moment.at(), before), moment.at());
                Instant to =
                        within(from, fact instanceof Approved approved ? approved.when() : moment.at(), moment.at());
                stretches.add(new Stretch(row(phase, fact), from, to, tone(fact), fact));
                before = moment.at();
            }
            latest = moment;
            deploying = deploying(deploying, fact);
        }
        return stretches;
    }

    /** Whether a deployment goes on after a fact. */
    private static boolean deploying(boolean before, Fact fact) {
        return fact instanceof DeploymentStarted || before && !(fact instanceof Deployed || fact instanceof RunEnded);
    }

    private static Instant began(Fact fact, Instant ended, Instant before) {
        if (fact instanceof TestsRun tests) {
            return ended.minusMillis(tests.millis());
        }
        if (fact instanceof RolledBack rolledBack) {
            return rolledBack.began();
        }
        return fact instanceof Deployed deployed ? deployed.began() : before;
    }

    private static Instant within(Instant from, Instant moment, Instant to) {
        return moment.isBefore(from) ? from : moment.isAfter(to) ? to : moment;
    }

    private static String row(Phase phase, Fact fact) {
        if (fact instanceof Approved approved) {
            return gate(approved.gate());
        }
        return fact instanceof Refused refused ? gate(refused.gate()) : phase.title();
    }

    private static String gate(String name) {
        return Visible.line(Phase.GATE.title() + ": " + name, LONGEST_TITLE);
    }

    private static Tone tone(Fact fact) {
        if (fact instanceof TestsRun tests) {
            return tests.status().equals("passed") ? Tone.GOOD : Tone.BAD;
        }
        if (fact instanceof Deployed deployed) {
            return deployed.status().equals("succeeded") ? Tone.GOOD : Tone.BAD;
        }
        if (fact instanceof Backported backport) {
            return backport.status().equals("conflict") || backport.status().equals("failed") ? Tone.BAD : Tone.WORK;
        }
        if (fact instanceof RolledBack rolledBack) {
            return rolledBack.status().equals("succeeded") ? Tone.GOOD : Tone.BAD;
        }
        if (fact instanceof Verified verified) {
            return switch (verified.status()) {
                case "passed" -> Tone.GOOD;
                case "running" -> Tone.WORK;
                default -> Tone.BAD;
            };
        }
        if (fact instanceof Halted || fact instanceof Waived) {
            return Tone.BAD;
        }
        return fact instanceof Approved
                        || fact instanceof Refused
                        || (fact instanceof RunStarted started && started.resumed())
                ? Tone.WAIT
                : Tone.WORK;
    }

    private static List<Row> rows(List<Stretch> stretches, Scale scale) {
        Map<String, List<Stretch>> byTitle = new LinkedHashMap<>();
        stretches.forEach(stretch -> byTitle.computeIfAbsent(stretch.row(), title -> new ArrayList<>())
                .add(stretch));
        List<Row> rows = new ArrayList<>();
        byTitle.forEach((title, bars) -> {
            int top = FIRST_ROW + ROW * rows.size();
            Duration length = bars.stream().map(Stretch::length).reduce(Duration.ZERO, Duration::plus);
            boolean waiting = bars.get(0).tone() == Tone.WAIT;
            rows.add(new Row(
                    title,
                    (waiting ? "waited " : "") + Times.length(length),
                    top + 13,
                    top + 18,
                    bars.stream().map(bar -> bar(bar, scale)).toList()));
        });
        return rows;
    }

    private static Bar bar(Stretch stretch, Scale scale) {
        double x = scale.at(stretch.from());
        return new Bar(
                percent(x),
                percent(scale.at(stretch.to()) - x),
                stretch.tone(),
                Times.length(stretch.length()) + " until: " + Narration.of(stretch.fact()));
    }

    private static List<Tick> ticks(Scale scale, Times times) {
        Duration step = STEPS.stream()
                .filter(each -> each.multipliedBy(MOST_TICKS).compareTo(scale.length()) >= 0)
                .findFirst()
                .orElseGet(() -> scale.length().dividedBy(MOST_TICKS).plusSeconds(1));
        DateTimeFormatter label = DateTimeFormatter.ofPattern(
                step.compareTo(Duration.ofMinutes(1)) < 0
                        ? "HH:mm:ss"
                        : step.compareTo(Duration.ofDays(1)) < 0 ? "HH:mm" : "uuuu-MM-dd",
                Locale.ROOT);
        long seconds = step.toSeconds();
        List<Tick> ticks = new ArrayList<>();
        double last = -CLOSEST_TICKS;
        for (Instant at = round(scale.first(), seconds, times); !at.isAfter(scale.last()); at = at.plus(step)) {
            if (scale.isShortened(at)) {
                Instant before = round(endOfGap(scale, at), seconds, times).minus(step);
                at = before.isAfter(at) ? before : at;
            } else if (!at.isBefore(scale.first()) && scale.at(at) - last >= CLOSEST_TICKS && scale.at(at) <= 96) {
                last = scale.at(at);
                ticks.add(new Tick(percent(last), label.format(at.atZone(times.zone()))));
            }
        }
        return ticks;
    }

    private static Instant endOfGap(Scale scale, Instant inside) {
        return scale.shortened().stream()
                .filter(gap -> inside.isAfter(gap.from()) && inside.isBefore(gap.to()))
                .findFirst()
                .orElseThrow()
                .to();
    }

    /** The first moment from here on at which the clock on the wall shows a multiple of the step. */
    private static Instant round(Instant moment, long seconds, Times times) {
        long offset = times.zone().getRules().getOffset(moment).getTotalSeconds();
        long wall = moment.getEpochSecond() + offset;
        return Instant.ofEpochSecond(wall + Math.floorMod(-wall, seconds) - offset);
    }

    private static String caption(Scale scale, Times times) {
        StringBuilder caption = new StringBuilder("From " + times.at(scale.first()) + " to " + times.at(scale.last())
                + ", " + Times.length(Duration.between(scale.first(), scale.last())) + ". ");
        if (scale.shortened().isEmpty()) {
            return caption.append("Lengths are to scale.").toString();
        }
        caption.append("Lengths are to scale but for what is hatched, which is much longer than drawn: ");
        scale.shortened()
                .forEach(gap -> caption.append(Times.length(gap.length()))
                        .append(" from ")
                        .append(times.at(gap.from()))
                        .append("; "));
        return caption.substring(0, caption.length() - 2) + ".";
    }

    private static String percent(double value) {
        return String.format(Locale.ROOT, "%.3f%%", value);
    }
}
