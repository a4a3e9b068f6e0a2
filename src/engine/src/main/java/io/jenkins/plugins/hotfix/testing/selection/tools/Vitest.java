package io.jenkins.plugins.hotfix.testing.selection.tools;

import io.jenkins.plugins.hotfix.testing.change.Change;
import io.jenkins.plugins.hotfix.testing.change.Selection;
import io.jenkins.plugins.hotfix.testing.change.Shell;
import io.jenkins.plugins.hotfix.testing.change.TestTool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Vitest: the tests that import a changed file, as Vitest itself finds them. */
public final class Vitest implements TestTool {
    @Override
    public List<Selection> select(Change change) throws IOException {
        List<Selection> selections = new ArrayList<>();
        for (Map.Entry<NodePackage, List<String>> changed :
                NodePackage.changed(change).entrySet()) {
            NodePackage module = changed.getKey();
            if (!uses(module)) {
                continue;
            }
            List<String> files = module.relative(changed.getValue());
            boolean everything = files.isEmpty() || changed.getValue().stream().anyMatch(NodePackage::isManifest);
            String report = " --reporter=default --reporter=junit --outputFile.junit=" + REPORT_NAME + "-vitest.xml";
            selections.add(new Selection(
                    "Vitest",
                    changed.getValue(),
                    List.of(module.shownDirectory()),
                    List.of(),
                    module.install(),
                    Shell.in(
                            module.directory(),
                            module.run(
                                    "vitest", (everything ? " run" : " related --run " + Shell.paths(files)) + report)),
                    everything
                            ? "what it depends on changed or files are gone, so all of its tests run"
                            : "they are the tests that import what the fix changes"));
        }
        return selections;
    }

    static boolean uses(NodePackage module) throws IOException {
        return module.uses("vitest");
    }
}
