package io.jenkins.plugins.hotfix.testing.selection.tools;

import static io.jenkins.plugins.hotfix.testing.change.SourceTree.isWithin;
import static io.jenkins.plugins.hotfix.testing.change.SourceTree.name;
import static io.jenkins.plugins.hotfix.testing.change.SourceTree.parent;

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
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** .NET: the test projects that are changed, or that refer to a changed project over any number of steps. */
public final class DotNet implements TestTool {
    private static final Pattern PROJECT = Pattern.compile(".*\\.(?:cs|fs|vb)proj");
    private static final Pattern REFERENCE = Pattern.compile("<ProjectReference\\s[^>]*Include\\s*=\\s*\"([^\"]+)\"");

    @Override
    public List<Selection> select(Change change) throws IOException {
        SourceTree tree = change.tree();
        Map<String, List<String>> changed = change.byModule(
                path -> path.matches(".*\\.(?:cs|fs|vb|cshtml|razor|resx)|.*proj"),
                name -> PROJECT.matcher(name).matches());
        if (changed.isEmpty()) {
            return List.of();
        }
        List<String> projects = tree.below("", path -> PROJECT.matcher(path).matches());
        Map<String, Set<String>> references = new TreeMap<>();
        for (String project : projects) {
            Matcher reference = REFERENCE.matcher(tree.text(project));
            while (reference.find()) {
                references
                        .computeIfAbsent(project, any -> new TreeSet<>())
                        .add(Dependents.resolve(parent(project), reference.group(1)));
            }
        }
        List<String> direct = projects.stream()
                .filter(project -> changed.containsKey(parent(project)))
                .toList();
        Set<String> affected = Dependents.of(direct, references);
        List<String> tests = new ArrayList<>();
        for (String project : affected) {
            if (tree.text(project).contains("Microsoft.NET.Test.Sdk")
                    || name(project).matches(".*Tests?\\.\\w+proj")) {
                tests.add(project);
            }
        }
        List<String> files = changed.values().stream().flatMap(List::stream).toList();
        if (tests.isEmpty()) {
            return List.of(new Selection(
                    "dotnet",
                    files,
                    List.copyOf(affected),
                    List.of(),
                    null,
                    "dotnet test",
                    "no test project refers to what changed, so all are tested"));
        }
        List<String> commands = new ArrayList<>();
        for (String test : tests) {
            boolean reports = tree.text(test).contains("JunitXml.TestLogger");
            commands.add("dotnet test " + Shell.path(test)
                    + (reports
                            ? " --logger " + Shell.quote("junit;LogFileName=" + REPORT_NAME + "-{assembly}.xml")
                            : ""));
        }
        return List.of(new Selection(
                "dotnet",
                files,
                List.copyOf(affected),
                tests,
                null,
                commands.stream().collect(Collectors.joining(" && ")),
                tests.stream().allMatch(test -> changed.keySet().stream().anyMatch(dir -> isWithin(test, dir)))
                        ? "these test projects are part of the fix"
                        : "these test projects refer to what the fix changes"));
    }
}
