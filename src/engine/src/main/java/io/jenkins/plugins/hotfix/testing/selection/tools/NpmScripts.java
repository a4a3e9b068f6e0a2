package io.jenkins.plugins.hotfix.testing.selection.tools;

import io.jenkins.plugins.hotfix.testing.change.Change;
import io.jenkins.plugins.hotfix.testing.change.Selection;
import io.jenkins.plugins.hotfix.testing.change.TestTool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The test scripts of npm packages: of changed ones whose tool cannot tell by itself which tests to run, and of those in
 * the workspace that depend on a changed one.
 */
public final class NpmScripts implements TestTool {
    @Override
    public List<Selection> select(Change change) throws IOException {
        Map<NodePackage, List<String>> packages = NodePackage.changed(change);
        Map<String, Selection> selections = new LinkedHashMap<>();
        for (Map.Entry<NodePackage, List<String>> changed : packages.entrySet()) {
            NodePackage module = changed.getKey();
            if (module.hasTestScript() && !Vitest.uses(module) && !Jest.uses(module)) {
                selections.put(
                        module.directory(),
                        selection(module, changed.getValue(), "the fix changes the package " + label(module)));
            }
        }
        for (NodePackage module : packages.keySet()) {
            for (NodePackage dependent : module.dependents()) {
                if (dependent.hasTestScript()
                        && packages.keySet().stream()
                                .noneMatch(each -> each.directory().equals(dependent.directory()))) {
                    selections.putIfAbsent(
                            dependent.directory(),
                            selection(
                                    dependent,
                                    List.of(),
                                    label(dependent) + " depends on " + label(module) + ", which the fix changes"));
                }
            }
        }
        return new ArrayList<>(selections.values());
    }

    private static String label(NodePackage module) {
        return module.name().isEmpty() ? module.shownDirectory() : module.name();
    }

    private static Selection selection(NodePackage module, List<String> files, String because) throws IOException {
        return new Selection(
                "npm",
                files,
                List.of(module.shownDirectory()),
                List.of(),
                module.install(),
                module.testScript(),
                because);
    }
}
