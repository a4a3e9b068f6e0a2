package io.jenkins.plugins.hotfix.testing.selection.tools;

import io.jenkins.plugins.hotfix.testing.change.Change;
import io.jenkins.plugins.hotfix.testing.change.Selection;
import io.jenkins.plugins.hotfix.testing.change.Shell;
import io.jenkins.plugins.hotfix.testing.change.TestTool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Jest: the tests that import a changed file, as Jest itself finds them. */
public final class Jest implements TestTool {
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
            boolean reports = module.dependsOn("jest-junit");
            String command = module.run(
                    "jest",
                    (reports ? " --reporters=default --reporters=jest-junit" : "")
                            + (everything ? "" : " --findRelatedTests " + Shell.paths(files)));
            selections.add(new Selection(
                    "Jest",
                    changed.getValue(),
                    List.of(module.shownDirectory()),
                    List.of(),
                    module.install(),
                    Shell.in(
                            module.directory(),
                            (reports ? "JEST_JUNIT_OUTPUT_FILE=" + REPORT_NAME + "-jest.xml " : "") + command),
                    everything
                            ? "what it depends on changed or files are gone, so all of its tests run"
                            : "they are the tests that import what the fix changes"));
        }
        return selections;
    }

    static boolean uses(NodePackage module) throws IOException {
        return !Vitest.uses(module) && module.uses("jest");
    }
}
