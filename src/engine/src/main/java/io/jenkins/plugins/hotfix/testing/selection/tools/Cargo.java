package io.jenkins.plugins.hotfix.testing.selection.tools;

import static io.jenkins.plugins.hotfix.testing.change.SourceTree.join;
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
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** cargo: the changed packages of the workspace, and those that depend on them by path. */
public final class Cargo implements TestTool {
    private static final String MANIFEST = "Cargo.toml";
    private static final Pattern NAME = Pattern.compile("(?ms)^\\[package\\].*?^name\\s*=\\s*[\"']([^\"']+)[\"']");
    private static final Pattern PATH = Pattern.compile("\\bpath\\s*=\\s*[\"']([^\"']+)[\"']");
    private static final Pattern WORKSPACE = Pattern.compile("(?m)^\\[workspace\\]");

    @Override
    public List<Selection> select(Change change) throws IOException {
        Map<String, Set<String>> packages = new TreeMap<>();
        Map<String, List<String>> files = new TreeMap<>();
        for (Map.Entry<String, List<String>> crate : change.byModule(
                        path -> path.endsWith(".rs")
                                || Set.of(MANIFEST, "Cargo.lock").contains(name(path)),
                        MANIFEST::equals)
                .entrySet()) {
            String root = root(change.tree(), crate.getKey());
            packages.computeIfAbsent(root, any -> new TreeSet<>()).add(crate.getKey());
            files.computeIfAbsent(root, any -> new ArrayList<>()).addAll(crate.getValue());
        }
        List<Selection> selections = new ArrayList<>();
        for (Map.Entry<String, Set<String>> workspace : packages.entrySet()) {
            selections.add(
                    select(change.tree(), workspace.getKey(), workspace.getValue(), files.get(workspace.getKey())));
        }
        return selections;
    }

    private static String root(SourceTree tree, String crate) throws IOException {
        for (String directory = crate; ; directory = parent(directory)) {
            if (WORKSPACE.matcher(tree.text(join(directory, MANIFEST))).find()) {
                return directory;
            }
            if (directory.isEmpty()) {
                return crate;
            }
        }
    }

    private static Selection select(SourceTree tree, String root, Set<String> changed, List<String> files)
            throws IOException {
        Set<String> affected = Dependents.of(changed, references(tree, root));
        Set<String> names = new TreeSet<>();
        boolean everything = false;
        for (String crate : affected) {
            Optional<String> name = packageName(tree, crate);
            everything |= name.isEmpty();
            name.ifPresent(names::add);
        }
        String words = everything
                ? "--workspace"
                : names.stream().map(name -> "-p " + Shell.path(name)).collect(Collectors.joining(" "));
        return new Selection(
                "cargo",
                files,
                List.copyOf(names),
                List.of(),
                null,
                Shell.in(root, "cargo test " + words),
                everything
                        ? "the workspace itself changed, so all of its packages are tested"
                        : "the fix changes these packages, or they depend on those that it changes");
    }

    private static Optional<String> packageName(SourceTree tree, String crate) throws IOException {
        Matcher name = NAME.matcher(tree.text(join(crate, MANIFEST)));
        return name.find() ? Optional.of(name.group(1)) : Optional.empty();
    }

    private static Map<String, Set<String>> references(SourceTree tree, String root) throws IOException {
        Map<String, Set<String>> references = new TreeMap<>();
        for (String manifest : tree.below(root, path -> name(path).equals(MANIFEST))) {
            Matcher path = PATH.matcher(tree.text(manifest));
            while (path.find()) {
                references
                        .computeIfAbsent(parent(manifest), any -> new TreeSet<>())
                        .add(Dependents.resolve(parent(manifest), path.group(1)));
            }
        }
        return references;
    }
}
