package io.jenkins.plugins.hotfix.testing.selection.tools;

import static io.jenkins.plugins.hotfix.testing.change.SourceTree.join;
import static io.jenkins.plugins.hotfix.testing.change.SourceTree.name;
import static io.jenkins.plugins.hotfix.testing.change.SourceTree.parent;
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
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * pytest: the changed tests, the tests that import a changed module, and those of the module's directory; and whatever
 * is marked {@code critical}.
 */
public final class Pytest implements TestTool {
    private static final Map<String, Pattern> SECTIONS = Map.of(
            "pytest.ini", Pattern.compile(""),
            "pyproject.toml", Pattern.compile("(?m)^\\[tool\\.pytest"),
            "setup.cfg", Pattern.compile("(?m)^\\[tool:pytest\\]"),
            "tox.ini", Pattern.compile("(?m)^\\[pytest\\]"));
    private static final Set<String> PROJECT = Set.of("setup.py", "pyproject.toml", "setup.cfg", "requirements.txt");
    private static final Pattern TEST = Pattern.compile("test_.*\\.py|.*_test\\.py");
    private static final Pattern CRITICAL = Pattern.compile("pytest\\.mark\\.critical\\b");

    @Override
    public List<Selection> select(Change change) throws IOException {
        List<Selection> selections = new ArrayList<>();
        Map<String, List<String>> projects = change.byModule(
                path -> path.endsWith(".py") || SECTIONS.containsKey(name(path)) || PROJECT.contains(name(path)),
                name -> SECTIONS.containsKey(name) || PROJECT.contains(name));
        for (Map.Entry<String, List<String>> project : projects.entrySet()) {
            select(change.tree(), root(change.tree(), project.getKey()), project.getValue(), selections);
        }
        if (projects.isEmpty() && change.files().stream().anyMatch(path -> path.endsWith(".py"))) {
            select(
                    change.tree(),
                    "",
                    change.files().stream().filter(path -> path.endsWith(".py")).toList(),
                    selections);
        }
        return selections;
    }

    /** The nearest directory that pytest is configured in, as pytest finds it; else the project's. */
    private static String root(SourceTree tree, String project) throws IOException {
        for (String directory = project; ; directory = parent(directory)) {
            for (Map.Entry<String, Pattern> section : SECTIONS.entrySet()) {
                String file = join(directory, section.getKey());
                if (tree.has(file)
                        && section.getValue().matcher(tree.text(file)).find()) {
                    return directory;
                }
            }
            if (directory.isEmpty()) {
                return project;
            }
        }
    }

    private static void select(SourceTree tree, String root, List<String> changed, List<Selection> selections)
            throws IOException {
        List<String> all = tree.below(root, path -> TEST.matcher(name(path)).matches());
        if (all.isEmpty()) {
            return;
        }
        Set<String> tests = new TreeSet<>();
        Set<String> modules = new TreeSet<>();
        boolean everything = false;
        for (String path : changed) {
            if (!path.endsWith(".py")) {
                everything = true;
            } else if (all.contains(path)) {
                tests.add(path);
            } else if (name(path).equals("conftest.py")) {
                tests.addAll(tree.below(
                        parent(path), test -> TEST.matcher(name(test)).matches()));
            } else {
                String module = module(relative(root, path));
                modules.add(module);
                tests.addAll(testsOf(tree, root, module, all));
            }
        }
        everything |= tests.isEmpty();
        List<String> words = everything
                ? List.of()
                : tests.stream().map(test -> relative(root, test)).toList();
        String because = everything
                ? (tests.isEmpty() ? "no test names or imports " + TestTool.some(modules) : "its configuration changed")
                        + ", so all of its tests run"
                : "these tests are part of the fix, or belong to or import what it changes";
        selections.add(new Selection(
                "pytest",
                changed,
                List.copyOf(modules),
                everything ? List.of() : List.copyOf(tests),
                null,
                Shell.in(root, command("", words)),
                because));
        List<String> critical = everything ? List.of() : tree.mentioning(all, CRITICAL);
        if (!critical.isEmpty()) {
            selections.add(new Selection(
                    "pytest",
                    List.of(),
                    List.of(),
                    critical,
                    null,
                    Shell.in(root, command("-critical", List.of("-m", "critical"))),
                    "the project marks tests as critical"));
        }
    }

    private static String command(String suffix, List<String> words) {
        String command = "python3 -m pytest --junitxml=" + REPORT_NAME + "-pytest" + suffix + ".xml";
        return words.isEmpty()
                ? command
                : command + " " + (words.get(0).equals("-m") ? String.join(" ", words) : Shell.paths(words));
    }

    /** The dotted name of a source file. */
    private static String module(String path) {
        return path.replaceFirst("^(?:src|lib)/", "")
                .replaceFirst("(?:/__init__)?\\.py$", "")
                .replace('/', '.');
    }

    private static Set<String> testsOf(SourceTree tree, String root, String module, List<String> all)
            throws IOException {
        String last = module.substring(module.lastIndexOf('.') + 1);
        String container = module.contains(".") ? module.substring(0, module.lastIndexOf('.')) : "";
        String nearest = container.substring(container.lastIndexOf('.') + 1);
        Set<String> tests = new TreeSet<>();
        for (String test : all) {
            String name = name(test);
            String directory = "/" + relative(root, parent(test)) + "/";
            if (name.equals("test_" + last + ".py")
                    || name.equals(last + "_test.py")
                    || directory.matches(".*/tests?/(?:.*/)?" + Pattern.quote(last) + "/.*")
                    || !nearest.isEmpty()
                            && directory.matches(".*/tests?/(?:.*/)?" + Pattern.quote(nearest) + "/.*")
                            && name.contains(last)) {
                tests.add(test);
            }
        }
        String imports = "\\b(?:import|from)\\s+" + Pattern.quote(module) + "\\b";
        if (!container.isEmpty()) {
            imports +=
                    "|\\bfrom\\s+" + Pattern.quote(container) + "\\s+import\\s[^#]*?\\b" + Pattern.quote(last) + "\\b";
        }
        tests.addAll(tree.mentioning(all, Pattern.compile(imports)));
        return tests;
    }
}
