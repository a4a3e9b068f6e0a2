package io.jenkins.plugins.hotfix.stats;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Figures of many incidents: how long things took, and what share of all changes they are. */
public final class Statistics {
    /** Above this share of all changes, emergencies are no exceptions any more; auditors ask about a tenth. */
    public static final double MANY_EMERGENCIES = 0.1;

    private final List<Figures> incidents;
    private final @Nullable Integer deployments;

    /**
     * @param incidents those that were declared count
     * @param deployments how many deployments to production there were in the same time, hotfixes with them; null if nobody
     *     knows
     */
    public Statistics(Collection<Figures> incidents, @Nullable Integer deployments) {
        this.incidents = incidents.stream()
                .filter(figures -> figures.problem() == null && figures.declared() != null)
                .toList();
        this.deployments = deployments;
    }

    /**
     * How long something took.
     *
     * @param count of how many incidents that is known
     * @param median half of them took no longer
     * @param ninetieth nine of ten took no longer
     */
    public record Times(int count, Duration median, Duration ninetieth) {}

    /**
     * A group of incidents.
     *
     * @param name a severity, a month, or {@code all}
     * @param emergencies how many of them changed production
     * @param times what is known of each measure
     */
    public record Group(String name, int incidents, int emergencies, Map<Measure, Times> times) {}

    /**
     * What is known of the five DORA metrics beside the two times; null: not known.
     *
     * @param perWeek deployments to production a week, all of them
     * @param failRate the share of deployments that had to be remedied by a hotfix or failed themselves
     * @param reworkRate the share of deployments that were hotfixes
     * @param hotfixFailRate the share of the hotfixes' own deployments that failed or were rolled back
     * @param tooManyEmergencies whether hotfixes are more than a tenth of all deployments
     */
    public record Rates(
            @Nullable Double perWeek,
            @Nullable Double failRate,
            @Nullable Double reworkRate,
            @Nullable Double hotfixFailRate,
            @Nullable Boolean tooManyEmergencies) {}

    /** All incidents, then by severity, then by month, oldest first. */
    public List<Group> groups() {
        List<Group> groups = new ArrayList<>();
        groups.add(group("all", incidents));
        by(Figures::severity).forEach((name, of) -> groups.add(group(name, of)));
        by(figures -> YearMonth.from(declared(figures).atZone(ZoneOffset.UTC)).toString())
                .forEach((name, of) -> groups.add(group(name, of)));
        return groups;
    }

    private Map<String, List<Figures>> by(Function<Figures, String> key) {
        Map<String, List<Figures>> groups = new TreeMap<>();
        incidents.forEach(figures -> groups.computeIfAbsent(key.apply(figures), name -> new ArrayList<>())
                .add(figures));
        return groups;
    }

    private static Instant declared(Figures figures) {
        return Optional.ofNullable(figures.declared()).orElseThrow();
    }

    private static Group group(String name, List<Figures> of) {
        Map<Measure, Times> times = new EnumMap<>(Measure.class);
        for (Measure measure : Measure.values()) {
            List<Duration> sorted = of.stream()
                    .map(measure::of)
                    .flatMap(Optional::stream)
                    .sorted()
                    .toList();
            if (!sorted.isEmpty()) {
                times.put(measure, new Times(sorted.size(), percentile(sorted, 50), percentile(sorted, 90)));
            }
        }
        long emergencies = of.stream().filter(Figures::changedProduction).count();
        return new Group(name, of.size(), Math.toIntExact(emergencies), times);
    }

    /** The nearest rank: the smallest value that at least so many of a hundred do not exceed. */
    static Duration percentile(List<Duration> sorted, int percent) {
        int rank = (sorted.size() * percent + 99) / 100;
        return sorted.get(Math.max(1, rank) - 1);
    }

    /**
     * The rates.
     *
     * @param span the time that all of it was counted in
     */
    public Rates rates(Duration span) {
        long hotfixes = incidents.stream().mapToLong(Figures::deployments).sum();
        long failures = incidents.stream().mapToLong(Figures::failures).sum();
        long emergencies = incidents.stream().filter(Figures::changedProduction).count();
        Double hotfixFailRate = hotfixes == 0 ? null : (double) failures / hotfixes;
        if (deployments == null || deployments <= 0) {
            return new Rates(null, null, null, hotfixFailRate, null);
        }
        double weeks = Math.max(1.0 / 7, span.toSeconds() / (7 * 86_400.0));
        double rework = Math.min(1, (double) emergencies / deployments);
        return new Rates(
                deployments / weeks,
                Math.min(1, (double) (emergencies + failures) / deployments),
                rework,
                hotfixFailRate,
                rework > MANY_EMERGENCIES);
    }
}
