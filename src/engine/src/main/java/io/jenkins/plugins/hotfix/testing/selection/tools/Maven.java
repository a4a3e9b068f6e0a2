package io.jenkins.plugins.hotfix.testing.selection.tools;

import static io.jenkins.plugins.hotfix.testing.change.SourceTree.relative;

import io.jenkins.plugins.hotfix.testing.change.Change;
import io.jenkins.plugins.hotfix.testing.change.Selection;
import io.jenkins.plugins.hotfix.testing.change.Shell;
import io.jenkins.plugins.hotfix.testing.change.SourceTree;
import io.jenkins.plugins.hotfix.testing.change.TestTool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Maven: the test classes that name a changed class, in whatever module they are; whole modules where no test names what
 * changed; and whatever has the JUnit tag {@code critical}.
 */
public final class Maven implements TestTool {
    private static final String POM = "pom.xml";
    private static final Predicate<String> MARKER = POM::equals;

    @Override
    public List<Selection> select(Change change) throws IOException {
        Map<String, List<String>> reactors = new TreeMap<>();
        for (Map.Entry<String, List<String>> module :
                change.byModule(path -> JvmTests.isSource(path, MARKER), MARKER).entrySet()) {
            String root =
                    JvmTests.root(change.tree(), module.getKey(), List.of(POM), text -> text.contains("<modules>"));
            reactors.computeIfAbsent(root, any -> new ArrayList<>()).addAll(module.getValue());
        }
        List<Selection> selections = new ArrayList<>();
        for (Map.Entry<String, List<String>> reactor : reactors.entrySet()) {
            select(change.tree(), reactor.getKey(), reactor.getValue(), selections);
        }
        return selections;
    }

    private static void select(SourceTree tree, String root, List<String> changed, List<Selection> selections)
            throws IOException {
        JvmTests tests = JvmTests.of(tree, root, changed, MARKER);
        boolean everything = tests.whole().contains(root)
                || tests.modules().stream()
                        .anyMatch(module -> !JvmTests.PLAIN.matcher(module).matches());
        boolean narrow = tests.whole().isEmpty();
        String words = everything ? "" : projects(root, tests.modules()) + (narrow ? only(tests.files()) : "");
        selections.add(new Selection(
                "Maven",
                changed,
                tests.modules().stream().map(module -> relative(root, module)).toList(),
                narrow ? List.copyOf(tests.files()) : List.of(),
                null,
                Shell.in(root, maven(tree, root) + words + " test"),
                narrow
                        ? "these test classes are part of the fix or name a class that it changes"
                        : "no test names all of what changed in "
                                + TestTool.some(tests.whole().stream()
                                        .map(module -> relative(root, module))
                                        .toList())
                                + ", so whole modules are tested"));
        Set<String> tagged = new TreeSet<>(tests.tagged().keySet());
        if (!narrow) {
            tagged.removeAll(tests.modules());
        }
        if (!tagged.isEmpty() && !everything) {
            selections.add(new Selection(
                    "Maven",
                    List.of(),
                    tagged.stream().map(module -> relative(root, module)).toList(),
                    List.copyOf(JvmTests.files(tests.tagged())),
                    null,
                    Shell.in(root, maven(tree, root) + projects(root, tagged) + " -Dgroups=critical test"),
                    "these test classes have the tag critical"));
        }
    }

    private static String maven(SourceTree tree, String root) {
        return (tree.names(root).contains("mvnw") ? "sh ./mvnw" : "mvn") + " -B";
    }

    private static String projects(String root, Collection<String> modules) {
        return modules.equals(Set.of(root))
                ? ""
                : " -pl "
                        + Shell.path(modules.stream()
                                .map(module -> relative(root, module))
                                .collect(Collectors.joining(",")))
                        + " -am";
    }

    private static String only(Set<String> tests) {
        return " -Dtest="
                + Shell.quote(tests.stream().map(SourceTree::stem).distinct().collect(Collectors.joining(",")))
                + " -Dsurefire.failIfNoSpecifiedTests=false -DfailIfNoTests=false";
    }
}
