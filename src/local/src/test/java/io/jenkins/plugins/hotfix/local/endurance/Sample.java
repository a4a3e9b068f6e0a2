package io.jenkins.plugins.hotfix.local.endurance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Which of many trials are made: all, or as many as {@code -Dendurance.sample} says, chosen by {@code -Dendurance.seed}.
 * The names of those that {@code -Dendurance.only} wants contain it.
 *
 * @param seed the same chooses the same
 * @param all whether everything is tried
 * @param size how many are tried otherwise, of every kind together
 * @param only what names contain
 */
record Sample(long seed, boolean all, int size, String only) {
    private static final long SEED = 20261128;
    private static final int SIZE = 12;

    static Sample ofThisRun() {
        String size = System.getProperty("endurance.sample", String.valueOf(SIZE));
        return new Sample(
                Long.getLong("endurance.seed", SEED),
                size.equals("all"),
                size.equals("all") ? 0 : Integer.parseInt(size),
                System.getProperty("endurance.only", ""));
    }

    Random random() {
        return new Random(seed);
    }

    /** Those of these whose names contain what the names of all must. */
    <T> List<T> wanted(List<T> everything) {
        return everything.stream()
                .filter(each -> each.toString().contains(only))
                .toList();
    }

    /** A part of these, of a size that is its share of the whole sample, at least one. */
    <T> List<T> of(List<T> everything, double share) {
        if (!only.isEmpty() || all) {
            return wanted(everything);
        }
        List<T> shuffled = new ArrayList<>(everything);
        Collections.shuffle(shuffled, random());
        int wanted = size == 0 ? 0 : (int) Math.max(1, Math.round(size * share));
        return List.copyOf(shuffled.subList(0, Math.min(shuffled.size(), wanted)));
    }
}
