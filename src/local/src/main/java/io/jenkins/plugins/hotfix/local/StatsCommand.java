package io.jenkins.plugins.hotfix.local;

import io.jenkins.plugins.hotfix.json.Json;
import io.jenkins.plugins.hotfix.local.archive.Archive;
import io.jenkins.plugins.hotfix.local.archive.ArchiveIndex;
import io.jenkins.plugins.hotfix.local.terminal.Elapsed;
import io.jenkins.plugins.hotfix.stats.Figures;
import io.jenkins.plugins.hotfix.stats.Measure;
import io.jenkins.plugins.hotfix.stats.Statistics;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hotfix stats}. */
@Command(
        name = "stats",
        mixinStandardHelpOptions = true,
        description = "Figures of all incidents: DORA's five, and how long each phase took.")
final class StatsCommand implements Callable<Integer> {

    private static final String NOT_KNOWN = "not known; say how many deployments there were (--deployments N)";

    @Spec
    private CommandSpec spec;

    @Mixin
    private ArchiveOption option;

    @Mixin
    private RecordOption record;

    @Option(names = "--since", paramLabel = "YYYY-MM-DD", description = "Only what was declared on that day or later.")
    private @Nullable LocalDate since;

    @Option(
            names = "--deployments",
            paramLabel = "N",
            description = "How many deployments to production there were in that time, hotfixes with them."
                    + " Without it the rates that need it are not known.")
    private @Nullable Integer deployments;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (deployments != null && deployments < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--deployments wants a number of 1 or more. Nothing was done.");
        }
        if (record.typed() == null) {
            return print(option.archive());
        }
        try (RepositoryRecords records = record.open(null)) {
            return print(records.archive(null));
        }
    }

    private int print(Archive archive) throws IOException {
        List<Figures> all = archive.rows().stream()
                .map(ArchiveIndex.Row::figures)
                .filter(figures -> figures.declared() != null && isWanted(figures.declared()))
                .toList();
        Statistics statistics = new Statistics(all, deployments);
        Statistics.Rates rates = statistics.rates(span(all));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.print(Json.pretty(asMap(statistics, rates)));
        } else {
            table(statistics.groups(), out);
            rates(rates, out);
            definitions(out);
        }
        out.flush();
        return ExitStatus.DONE.code();
    }

    private boolean isWanted(Instant declared) {
        return since == null
                || !declared.isBefore(since.atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    /** From the day that was asked for, or the first incident, to now. */
    private Duration span(List<Figures> all) {
        Instant first = since != null
                ? since.atStartOfDay(ZoneOffset.UTC).toInstant()
                : all.stream()
                        .map(Figures::declared)
                        .filter(Objects::nonNull)
                        .min(Comparator.naturalOrder())
                        .orElseGet(Instant::now);
        return Duration.between(first, Instant.now());
    }

    private static void table(List<Statistics.Group> groups, PrintWriter out) {
        out.println("Median / 90th percentile (of how many incidents it is known)");
        for (Statistics.Group group : groups) {
            out.println();
            out.println(
                    group.name() + ": " + group.incidents() + (group.incidents() == 1 ? " incident, " : " incidents, ")
                            + group.emergencies() + " reached production");
            group.times()
                    .forEach((measure, times) -> out.println(String.format(
                            Locale.ROOT,
                            "  %-32s %s / %s (%d)",
                            measure.title(),
                            Elapsed.of(times.median()),
                            Elapsed.of(times.ninetieth()),
                            times.count())));
        }
    }

    private static void rates(Statistics.Rates rates, PrintWriter out) {
        out.println();
        out.println("deployment frequency:   "
                + (rates.perWeek() == null ? NOT_KNOWN : String.format(Locale.ROOT, "%.1f a week", rates.perWeek())));
        out.println("change fail rate:       " + percent(rates.failRate(), NOT_KNOWN));
        out.println("rework rate:            " + percent(rates.reworkRate(), NOT_KNOWN));
        out.println("hotfixes that failed:   " + percent(rates.hotfixFailRate(), "no hotfix was deployed"));
        if (Boolean.TRUE.equals(rates.tooManyEmergencies())) {
            out.println();
            out.println(
                    "MORE THAN A TENTH of all deployments were emergencies. Auditors ask why the normal path was not"
                            + " taken; see what most of them have in common.");
        }
    }

    private static String percent(@Nullable Double share, String otherwise) {
        return share == null ? otherwise : String.format(Locale.ROOT, "%.1f %%", share * 100);
    }

    private static void definitions(PrintWriter out) {
        out.println();
        out.println("Definitions (DORA: https://dora.dev/guides/dora-metrics/)");
        for (Measure measure : Measure.values()) {
            out.println("  " + measure.title() + ": " + measure.definition() + ".");
        }
        out.println(
                "  change fail rate: DORA: the share of deployments that need immediate intervention. Here: hotfixes that"
                        + " reached production, each of which remedies a deployment before it, and deployments of hotfixes that failed.");
        out.println("  rework rate: DORA: the share of deployments that were not planned, because of an incident. Here:"
                + " hotfixes that reached production.");
    }

    private static Map<String, Object> asMap(Statistics statistics, Statistics.Rates rates) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("rates", rates);
        map.put("groups", statistics.groups());
        Map<String, String> definitions = new LinkedHashMap<>();
        for (Measure measure : Measure.values()) {
            definitions.put(measure.name(), measure.title() + ": " + measure.definition());
        }
        map.put("definitions", definitions);
        return map;
    }
}
