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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Go: the changed packages and all that import them, over any number of steps, as far as they have tests. */
public final class GoTest implements TestTool {
    private static final Pattern MODULE = Pattern.compile("(?m)^module\\s+\"?([^\\s\"]+)");
    private static final Pattern IMPORTS = Pattern.compile("(?m)^import\\s*(?:\\(([^)]*)\\)|([^\\n(]*))");
    private static final Pattern PATH = Pattern.compile("[\"`]([^\"`]+)[\"`]");

    @Override
    public List<Selection> select(Change change) throws IOException {
        List<Selection> selections = new ArrayList<>();
        Map<String, List<String>> modules = change.byModule(
                path -> path.endsWith(".go")
                        || Set.of("go.mod", "go.sum").contains(name(path))
                        || path.contains("/testdata/"),
                "go.mod"::equals);
        for (Map.Entry<String, List<String>> module : modules.entrySet()) {
            selections.add(select(change.tree(), module.getKey(), module.getValue()));
        }
        return selections;
    }

    private static Selection select(SourceTree tree, String root, List<String> changed) throws IOException {
        boolean everything = changed.stream().anyMatch(path -> name(path).startsWith("go."));
        Set<String> packages = new TreeSet<>();
        for (String path : changed) {
            tree.nearest(path.replaceFirst("(^|/)testdata/.*", "$1x"), name -> name.endsWith(".go"))
                    .ifPresent(packages::add);
        }
        Set<String> affected = withImporters(tree, root, packages);
        List<String> tested = affected.stream()
                .filter(directory -> tree.names(directory).stream().anyMatch(name -> name.endsWith("_test.go")))
                .toList();
        everything |= tested.isEmpty();
        String words = everything
                ? "./..."
                : Shell.paths(tested.stream()
                        .map(directory -> "./" + relative(root, directory))
                        .map(path -> path.equals("./.") ? "." : path)
                        .toList());
        String because = everything
                ? (tested.isEmpty() ? "no affected package has tests" : "what the module depends on changed")
                        + ", so the whole module is tested"
                : "the fix changes " + TestTool.some(shown(packages))
                        + (affected.size() > packages.size() ? ", and the other packages import that" : "");
        return new Selection(
                "Go", changed, shown(affected), List.of(), null, Shell.in(root, "go test -count=1 " + words), because);
    }

    private static List<String> shown(Set<String> directories) {
        return directories.stream().map(each -> each.isEmpty() ? "." : each).toList();
    }

    private static Set<String> withImporters(SourceTree tree, String root, Set<String> changed) throws IOException {
        Matcher module = MODULE.matcher(tree.text(join(root, "go.mod")));
        Set<String> affected = new TreeSet<>(changed);
        if (!module.find()) {
            return affected;
        }
        Map<String, Set<String>> importers = new HashMap<>();
        Map<String, Set<String>> testImporters = new TreeMap<>();
        for (String file : tree.below(root, path -> path.endsWith(".go") && !path.contains("vendor/"))) {
            Map<String, Set<String>> target = file.endsWith("_test.go") ? testImporters : importers;
            for (String imported : imports(tree.text(file))) {
                if (SourceTree.isWithin(imported, module.group(1))) {
                    String inside = relative(module.group(1), imported);
                    target.computeIfAbsent(inside.equals(".") ? root : join(root, inside), any -> new TreeSet<>())
                            .add(parent(file));
                }
            }
        }
        Deque<String> next = new ArrayDeque<>(changed);
        while (!next.isEmpty()) {
            for (String importer : importers.getOrDefault(next.pop(), Set.of())) {
                if (affected.add(importer)) {
                    next.push(importer);
                }
            }
        }
        for (String directory : List.copyOf(affected)) {
            affected.addAll(testImporters.getOrDefault(directory, Set.of()));
        }
        return affected;
    }

    private static Set<String> imports(String source) {
        Set<String> paths = new TreeSet<>();
        Matcher imports = IMPORTS.matcher(source);
        while (imports.find()) {
            Matcher path = PATH.matcher(imports.group(1) == null ? imports.group(2) : imports.group(1));
            while (path.find()) {
                paths.add(path.group(1));
            }
        }
        return paths;
    }
}
