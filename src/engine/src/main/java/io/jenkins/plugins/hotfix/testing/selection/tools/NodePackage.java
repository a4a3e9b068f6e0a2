package io.jenkins.plugins.hotfix.testing.selection.tools;

import static io.jenkins.plugins.hotfix.testing.change.SourceTree.join;
import static io.jenkins.plugins.hotfix.testing.change.SourceTree.parent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jenkins.plugins.hotfix.json.Json;
import io.jenkins.plugins.hotfix.testing.change.Change;
import io.jenkins.plugins.hotfix.testing.change.Shell;
import io.jenkins.plugins.hotfix.testing.change.SourceTree;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A directory with a {@code package.json}.
 *
 * @param root the directory of the package manager's lock file: the workspace's root, or the same directory
 */
record NodePackage(SourceTree tree, String directory, String root, JsonNode manifest) {
    static final String MANIFEST = "package.json";
    private static final Map<String, String> LOCKS = new TreeMap<>(Map.of(
            "package-lock.json", "npm", "npm-shrinkwrap.json", "npm", "pnpm-lock.yaml", "pnpm", "yarn.lock", "yarn"));

    static NodePackage at(SourceTree tree, String directory) throws IOException {
        String root = tree.nearest(join(directory, MANIFEST), LOCKS::containsKey)
                .filter(found -> tree.has(join(found, MANIFEST)))
                .orElse(directory);
        return new NodePackage(tree, directory, root, read(tree, join(directory, MANIFEST)));
    }

    /** The packages that the change is in, with what it changes there that a JavaScript tool knows. */
    static Map<NodePackage, List<String>> changed(Change change) throws IOException {
        Map<String, List<String>> directories = change.byModule(NodePackage::isSource, MANIFEST::equals);
        Map<NodePackage, List<String>> packages = new LinkedHashMap<>();
        for (Map.Entry<String, List<String>> directory : directories.entrySet()) {
            packages.put(at(change.tree(), directory.getKey()), directory.getValue());
        }
        return packages;
    }

    private static JsonNode read(SourceTree tree, String path) throws IOException {
        try {
            return Json.read(tree.text(path));
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private static boolean isSource(String path) {
        return path.matches(".*\\.(?:[cm]?[jt]sx?|vue|svelte|astro|snap)") || isManifest(path);
    }

    /** Whether a file says what is installed: then any test may be affected. */
    static boolean isManifest(String path) {
        return SourceTree.name(path).equals(MANIFEST) || LOCKS.containsKey(SourceTree.name(path));
    }

    /** What the package itself, or the root of its workspace, depends on. */
    boolean dependsOn(String dependency) throws IOException {
        return Stream.of(manifest, read(tree, join(root, MANIFEST)))
                .anyMatch(json -> json.path("dependencies").has(dependency)
                        || json.path("devDependencies").has(dependency));
    }

    /** Whether a script of the package mentions the tool, or a configuration file of it is there. */
    boolean uses(String tool) throws IOException {
        return tree.names(directory).stream().anyMatch(file -> file.startsWith(tool + ".config."))
                || manifest.has(tool)
                || manifest.path("scripts").path("test").asText().matches("(?s).*\\b" + tool + "\\b.*")
                || manifest.path("devDependencies").has(tool)
                || manifest.path("dependencies").has(tool);
    }

    boolean hasTestScript() {
        String script = manifest.path("scripts").path("test").asText();
        return !script.isBlank() && !script.contains("no test specified");
    }

    String name() {
        return manifest.path("name").asText();
    }

    String shownDirectory() {
        return directory.isEmpty() ? "." : directory;
    }

    /** The files of the list that are still there, as seen from the package. */
    List<String> relative(List<String> files) {
        return files.stream()
                .filter(tree::has)
                .map(path -> SourceTree.relative(directory, path))
                .toList();
    }

    private String manager() {
        return tree.names(root).stream()
                .filter(LOCKS::containsKey)
                .findFirst()
                .map(LOCKS::get)
                .orElse("npm");
    }

    /** The command that installs what it depends on; null if there is nothing to install. */
    @Nullable
    String install() throws IOException {
        boolean locked = tree.names(root).stream().anyMatch(LOCKS::containsKey);
        JsonNode top = read(tree, join(root, MANIFEST));
        if (!locked
                && top.path("dependencies").isEmpty()
                && top.path("devDependencies").isEmpty()) {
            return null;
        }
        String command = switch (manager()) {
            case "pnpm" -> "pnpm install --frozen-lockfile";
            case "yarn" ->
                tree.has(join(root, ".yarnrc.yml")) ? "yarn install --immutable" : "yarn install --frozen-lockfile";
            default -> (locked ? "npm ci" : "npm install") + " --no-audit --no-fund";
        };
        return Shell.in(root, command);
    }

    /** A command in the package that runs a tool which is installed, and never fetches one. */
    String run(String tool, String arguments) {
        String runner = switch (manager()) {
            case "pnpm" -> "pnpm exec ";
            case "yarn" -> "yarn run ";
            default -> "npx --no-install ";
        };
        return runner + tool + arguments;
    }

    /** A command at the root that runs the package's test script. */
    String testScript() {
        if (directory.equals(root)) {
            return Shell.in(root, manager().equals("npm") ? "npm test" : manager() + " test");
        }
        return Shell.in(
                root,
                switch (manager()) {
                    case "pnpm" -> "pnpm --filter " + Shell.path(name()) + " test";
                    case "yarn" -> "yarn workspace " + Shell.path(name()) + " test";
                    default -> "npm test --workspace=" + Shell.quote(SourceTree.relative(root, directory));
                });
    }

    /** The other packages of the workspace that depend on it, over any number of steps. */
    List<NodePackage> dependents() throws IOException {
        Map<String, NodePackage> byName = new TreeMap<>();
        for (String path : tree.below(
                root,
                path -> SourceTree.name(path).equals(MANIFEST)
                        && !path.matches("(?:.*/)?(?:node_modules|fixtures)/.*"))) {
            NodePackage found = at(tree, parent(path));
            if (!found.name().isEmpty()) {
                byName.putIfAbsent(found.name(), found);
            }
        }
        Map<String, Set<String>> references = new TreeMap<>();
        byName.forEach((name, found) -> {
            Set<String> needs = new TreeSet<>();
            found.manifest.path("dependencies").fieldNames().forEachRemaining(needs::add);
            found.manifest.path("devDependencies").fieldNames().forEachRemaining(needs::add);
            found.manifest.path("peerDependencies").fieldNames().forEachRemaining(needs::add);
            references.put(name, needs);
        });
        return Dependents.of(List.of(name()), references).stream()
                .filter(name -> !name.equals(name()))
                .map(byName::get)
                .toList();
    }
}
