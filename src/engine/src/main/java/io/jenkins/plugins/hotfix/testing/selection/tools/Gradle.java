package io.jenkins.plugins.hotfix.testing.selection.tools;

import static io.jenkins.plugins.hotfix.testing.change.SourceTree.relative;

import io.jenkins.plugins.hotfix.testing.change.Change;
import io.jenkins.plugins.hotfix.testing.change.Selection;
import io.jenkins.plugins.hotfix.testing.change.Shell;
import io.jenkins.plugins.hotfix.testing.change.SourceTree;
import io.jenkins.plugins.hotfix.testing.change.TestTool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Gradle: the test classes that name a changed class, in whatever project; whole projects where no test does. */
public final class Gradle implements TestTool {
    private static final List<String> SETTINGS = List.of("settings.gradle", "settings.gradle.kts");
    private static final Pattern BUILD = Pattern.compile("build\\.gradle(?:\\.kts)?");
    private static final Predicate<String> MARKER = BUILD.asMatchPredicate();

    @Override
    public List<Selection> select(Change change) throws IOException {
        Map<String, List<String>> builds = new TreeMap<>();
        for (Map.Entry<String, List<String>> module :
                change.byModule(path -> JvmTests.isSource(path, MARKER), MARKER).entrySet()) {
            String root = JvmTests.root(change.tree(), module.getKey(), SETTINGS, text -> !text.isEmpty());
            builds.computeIfAbsent(root, any -> new ArrayList<>()).addAll(module.getValue());
        }
        List<Selection> selections = new ArrayList<>();
        for (Map.Entry<String, List<String>> build : builds.entrySet()) {
            selections.add(select(change.tree(), build.getKey(), build.getValue()));
        }
        return selections;
    }

    private static Selection select(SourceTree tree, String root, List<String> changed) throws IOException {
        JvmTests tests = JvmTests.of(tree, root, changed, MARKER);
        boolean everything = tests.whole().contains(root)
                || tests.modules().stream()
                        .anyMatch(module -> !JvmTests.PLAIN.matcher(module).matches());
        String tasks = everything
                ? " test"
                : tests.modules().stream()
                        .map(module -> task(root, module)
                                + (tests.whole().contains(module)
                                        ? ""
                                        : only(tests.classes().getOrDefault(module, Set.of()))))
                        .collect(Collectors.joining());
        return new Selection(
                "Gradle",
                changed,
                tests.modules().stream().map(module -> relative(root, module)).toList(),
                everything ? List.of() : List.copyOf(tests.files()),
                null,
                Shell.in(
                        root,
                        (tree.names(root).contains("gradlew") ? "sh ./gradlew" : "gradle") + " --continue" + tasks),
                tests.whole().isEmpty()
                        ? "these test classes are part of the fix or name a class that it changes"
                        : "no test names all of what changed in "
                                + TestTool.some(tests.whole().stream()
                                        .map(module -> relative(root, module))
                                        .toList())
                                + ", which is tested as a whole");
    }

    private static String task(String root, String module) {
        String path = relative(root, module);
        return path.equals(".") ? " :test" : " :" + path.replace('/', ':') + ":test";
    }

    private static String only(Set<String> tests) {
        return tests.stream()
                .map(SourceTree::stem)
                .distinct()
                .map(test -> " --tests " + Shell.quote(test))
                .collect(Collectors.joining());
    }
}
