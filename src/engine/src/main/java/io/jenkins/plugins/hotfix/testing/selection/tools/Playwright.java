package io.jenkins.plugins.hotfix.testing.selection.tools;

import static io.jenkins.plugins.hotfix.testing.change.SourceTree.join;

import io.jenkins.plugins.hotfix.testing.change.Change;
import io.jenkins.plugins.hotfix.testing.change.Selection;
import io.jenkins.plugins.hotfix.testing.change.Shell;
import io.jenkins.plugins.hotfix.testing.change.SourceTree;
import io.jenkins.plugins.hotfix.testing.change.TestTool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Playwright, where the fix touches what users see: the tests tagged {@code @critical}, or all if there are none. */
public final class Playwright implements TestTool {
    private static final Pattern SEEN =
            Pattern.compile(".*\\.(?:[jt]sx|vue|svelte|astro|html?|hbs|ejs|css|s[ac]ss|less)");
    private static final Pattern SPEC = Pattern.compile(".*\\.(?:spec|test|e2e)\\.[cm]?[jt]s");
    private static final Pattern CRITICAL = Pattern.compile("@critical\\b");
    private static final Pattern IMPORT = Pattern.compile("@playwright/test");

    @Override
    public List<Selection> select(Change change) throws IOException {
        List<Selection> selections = new ArrayList<>();
        SourceTree tree = change.tree();
        Map<String, List<String>> modules = change.byModule(
                path -> SEEN.matcher(path).matches() || SPEC.matcher(path).matches(),
                name -> name.startsWith("playwright.config."));
        for (Map.Entry<String, List<String>> changed : modules.entrySet()) {
            String directory = changed.getKey();
            String manifest = tree.nearest(join(directory, NodePackage.MANIFEST), NodePackage.MANIFEST::equals)
                    .orElse(directory);
            List<String> specs = tree.mentioning(
                    tree.below(directory, path -> SPEC.matcher(path).matches()), IMPORT);
            boolean seen = changed.getValue().stream()
                    .anyMatch(path -> SEEN.matcher(path).matches());
            List<String> changedSpecs =
                    changed.getValue().stream().filter(specs::contains).toList();
            if (!seen && changedSpecs.isEmpty()) {
                continue;
            }
            NodePackage module = NodePackage.at(tree, manifest);
            boolean tagged = seen && !tree.mentioning(specs, CRITICAL).isEmpty();
            String words = tagged
                    ? " --grep @critical"
                    : seen
                            ? ""
                            : " "
                                    + Shell.paths(changedSpecs.stream()
                                            .map(path -> SourceTree.relative(directory, path))
                                            .map(Playwright::expression)
                                            .toList());
            selections.add(new Selection(
                    "Playwright",
                    changed.getValue(),
                    List.of(directory.isEmpty() ? "." : directory),
                    seen ? List.of() : changedSpecs,
                    module.install(),
                    Shell.in(
                            directory,
                            "PLAYWRIGHT_JUNIT_OUTPUT_NAME=" + REPORT_NAME + "-playwright.xml "
                                    + module.run("playwright", " test --reporter=line,junit" + words)),
                    tagged
                            ? "the fix touches what users see, and these tests are tagged @critical"
                            : seen
                                    ? "the fix touches what users see, and no test is tagged @critical"
                                    : "these tests are part of the fix"));
        }
        return selections;
    }

    /** Playwright takes file arguments for regular expressions of JavaScript, which has no quotation. */
    private static String expression(String path) {
        return path.replaceAll("[.*+?^${}()|\\[\\]\\\\]", "\\\\$0");
    }
}
