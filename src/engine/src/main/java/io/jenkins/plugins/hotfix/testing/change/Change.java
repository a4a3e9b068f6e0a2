package io.jenkins.plugins.hotfix.testing.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What a fix changes.
 *
 * @param tree the tree that the fix leads to
 * @param files the changed files, deleted ones too
 */
public record Change(SourceTree tree, List<String> files) {
    public Change {
        files = List.copyOf(new TreeSet<>(files));
    }

    /**
     * The changed files that fit, by the nearest directory that has a marker; those without one are left out.
     *
     * @param marker tells by its name whether a file makes its directory a module
     */
    public Map<String, List<String>> byModule(Predicate<String> file, Predicate<String> marker) {
        Map<String, List<String>> modules = new TreeMap<>();
        for (String path : files) {
            if (file.test(path)) {
                tree.nearest(path, marker)
                        .ifPresent(module -> modules.computeIfAbsent(module, any -> new ArrayList<>())
                                .add(path));
            }
        }
        return modules;
    }
}
