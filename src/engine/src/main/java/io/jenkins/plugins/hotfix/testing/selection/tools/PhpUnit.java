package io.jenkins.plugins.hotfix.testing.selection.tools;

import static io.jenkins.plugins.hotfix.testing.change.SourceTree.join;
import static io.jenkins.plugins.hotfix.testing.change.SourceTree.name;
import static io.jenkins.plugins.hotfix.testing.change.SourceTree.stem;

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
import java.util.stream.Collectors;

/** PHPUnit: the test classes that are changed or name a changed class, and the group {@code critical}. */
public final class PhpUnit implements TestTool {
    private static final Pattern CRITICAL = Pattern.compile("@group\\s+critical\\b|Group\\(\\s*['\"]critical['\"]");

    @Override
    public List<Selection> select(Change change) throws IOException {
        List<Selection> selections = new ArrayList<>();
        for (Map.Entry<String, List<String>> changed : change.byModule(
                        path -> path.endsWith(".php") || name(path).matches("composer\\.(?:json|lock)|phpunit\\.xml.*"),
                        name -> name.matches("phpunit\\.xml(?:\\.dist)?"))
                .entrySet()) {
            select(change.tree(), changed.getKey(), changed.getValue(), selections);
        }
        return selections;
    }

    private static void select(SourceTree tree, String root, List<String> changed, List<Selection> selections)
            throws IOException {
        List<String> all = tree.below(root, path -> path.endsWith("Test.php") && !path.matches("(?:.*/)?vendor/.*"));
        Set<String> tests = new TreeSet<>();
        boolean everything = false;
        for (String path : changed) {
            List<String> found = all.contains(path)
                    ? List.of(path)
                    : path.endsWith(".php")
                            ? tree.mentioning(all, TestTool.anyOf(List.of(stem(path), stem(path) + "Test")))
                            : List.of();
            tests.addAll(found);
            everything |= found.isEmpty();
        }
        String setup = tree.has(join(root, "composer.json"))
                ? Shell.in(root, "composer install --no-interaction --quiet")
                : null;
        // One expression and not paths: PHPUnit before 11 takes a single path.
        String filter = tests.stream()
                .map(SourceTree::stem)
                .distinct()
                .map(test -> "\\b" + test.replaceAll("\\W", ".") + "::")
                .collect(Collectors.joining("|"));
        selections.add(new Selection(
                "PHPUnit",
                changed,
                List.of(root.isEmpty() ? "." : root),
                everything ? List.of() : List.copyOf(tests),
                setup,
                Shell.in(root, command("") + (everything ? "" : " --filter " + Shell.quote("/" + filter + "/"))),
                everything
                        ? "no test names some of what changed, so all tests run"
                        : "these tests are part of the fix or name a class that it changes"));
        List<String> critical = everything ? List.of() : tree.mentioning(all, CRITICAL);
        if (!critical.isEmpty()) {
            selections.add(new Selection(
                    "PHPUnit",
                    List.of(),
                    List.of(),
                    critical,
                    null,
                    Shell.in(root, command("-critical") + " --group critical"),
                    "the project has tests in the group critical"));
        }
    }

    private static String command(String suffix) {
        return "vendor/bin/phpunit --log-junit " + REPORT_NAME + "-phpunit" + suffix + ".xml";
    }
}
