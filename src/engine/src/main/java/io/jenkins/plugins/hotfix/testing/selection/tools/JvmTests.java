package io.jenkins.plugins.hotfix.testing.selection.tools;

import static io.jenkins.plugins.hotfix.testing.change.SourceTree.isWithin;
import static io.jenkins.plugins.hotfix.testing.change.SourceTree.join;
import static io.jenkins.plugins.hotfix.testing.change.SourceTree.parent;
import static io.jenkins.plugins.hotfix.testing.change.SourceTree.stem;

import io.jenkins.plugins.hotfix.testing.change.SourceTree;
import io.jenkins.plugins.hotfix.testing.change.TestTool;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The tests of a Maven or Gradle build that a change concerns.
 *
 * @param classes the test classes' files, by the directory of their module
 * @param whole the modules whose tests all run, because no test class of theirs names what changed
 * @param tagged the test classes' files with the JUnit tag {@code critical}, by the directory of their module
 */
record JvmTests(Map<String, Set<String>> classes, Set<String> whole, Map<String, Set<String>> tagged) {
    /** A module's name as the build tool's command line can take it. */
    static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./-]*");

    private static final Pattern TEST =
            Pattern.compile("(?:.*/)?src/test/(?:java|kotlin|groovy|scala)/.*\\.(?:java|kt|groovy|scala)");
    private static final Pattern TEST_CLASS = Pattern.compile("Test.*|.*(?:Tests?|TestCase|Spec)");
    private static final Pattern CODE = Pattern.compile(".*\\.(?:java|kt|groovy|scala)");
    private static final Pattern CRITICAL = Pattern.compile("@Tag\\(\\s*(?:value\\s*=\\s*)?\"critical\"");

    static JvmTests of(SourceTree tree, String root, List<String> changed, Predicate<String> marker)
            throws IOException {
        List<String> all = tree.below(
                root,
                path -> TEST.matcher(path).matches()
                        && TEST_CLASS.matcher(stem(path)).matches());
        Set<String> whole = new TreeSet<>();
        Set<String> tests = new TreeSet<>();
        for (String path : changed) {
            if (all.contains(path)) {
                tests.add(path);
                continue;
            }
            List<String> found = CODE.matcher(path).matches()
                    ? tree.mentioning(all, TestTool.anyOf(List.of(stem(path), stem(path) + "Test")))
                    : List.of();
            tests.addAll(found);
            if (found.isEmpty()) {
                tree.nearest(path, marker).ifPresent(whole::add);
            }
        }
        return new JvmTests(
                byModule(tree, tests, marker), whole, byModule(tree, tree.mentioning(all, CRITICAL), marker));
    }

    private static Map<String, Set<String>> byModule(
            SourceTree tree, Iterable<String> tests, Predicate<String> marker) {
        Map<String, Set<String>> modules = new TreeMap<>();
        for (String test : tests) {
            tree.nearest(test, marker)
                    .ifPresent(module -> modules.computeIfAbsent(module, any -> new TreeSet<>())
                            .add(test));
        }
        return modules;
    }

    /** Whether a file is part of what its module is built from. */
    static boolean isSource(String path, Predicate<String> marker) {
        return path.matches("(?:.*/)?src/.*") || marker.test(SourceTree.name(path));
    }

    /** All modules that must be built. */
    Set<String> modules() {
        Set<String> modules = new TreeSet<>(whole);
        modules.addAll(classes.keySet());
        return modules;
    }

    Set<String> files() {
        return files(classes);
    }

    static Set<String> files(Map<String, Set<String>> byModule) {
        return byModule.values().stream().flatMap(Set::stream).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The topmost directory at or above a module up to which each has one of the markers that fits. */
    static String root(SourceTree tree, String module, List<String> markers, Predicate<String> text)
            throws IOException {
        String root = module;
        for (String directory = module; ; directory = parent(directory)) {
            for (String marker : markers) {
                if (isWithin(module, directory) && text.test(tree.text(join(directory, marker)))) {
                    root = directory;
                }
            }
            if (directory.isEmpty()) {
                return root;
            }
        }
    }

    /** The modules that some build file names, for a reason. */
    static Set<String> named(String text, Pattern pattern) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }
}
