package io.jenkins.plugins.hotfix.local.endurance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What came of many trials, in {@code target/endurance}. */
final class Tally {
    private final String name;
    private final List<String> notes = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private final Map<String, Integer> broken = new TreeMap<>();
    private final List<String> missed = new ArrayList<>();
    private int trials;
    private int kills;
    private int spoiled;
    private int answered;

    Tally(String name) {
        this.name = name;
    }

    synchronized void note(String sentence) {
        notes.add(sentence);
    }

    /**
     * Adds a trial.
     *
     * @param planned how often it was to be killed; who ends before that, or ends its git first, gets away
     * @param asked how often a person at a terminal said what is done about an interrupted command
     */
    synchronized void add(String trial, int planned, int killed, int asked, List<Violation> violations) {
        trials++;
        kills += killed;
        answered += asked > 0 ? 1 : 0;
        if (killed < planned) {
            missed.add(trial);
        }
        spoiled += violations.isEmpty() ? 0 : 1;
        violations.stream().map(Violation::rule).distinct().forEach(rule -> broken.merge(rule, 1, Integer::sum));
        if (!violations.isEmpty()) {
            lines.add(trial);
            violations.forEach(
                    violation -> lines.add(violation.toString().indent(4).stripTrailing()));
        }
    }

    synchronized int answered() {
        return answered;
    }

    synchronized void write() throws IOException {
        List<String> all = new ArrayList<>(notes);
        if (trials > 0) {
            all.addAll(counts());
        }
        Path directory = Files.createDirectories(Path.of("target", "endurance"));
        Files.write(directory.resolve(name + ".txt"), all);
    }

    private List<String> counts() {
        List<String> all = new ArrayList<>();
        all.add(trials + " trials, " + kills + " kills, " + spoiled + " trials in which something was broken.");
        all.add("In " + answered + " trials a person at a terminal answered at the gate 'interrupted'.");
        broken.forEach((rule, times) -> all.add("  " + rule + ": broken " + times + " times"));
        all.addAll(lines);
        all.add(missed.size() + " trials had a kill that did not hit.");
        all.addAll(missed);
        return all;
    }
}
