package io.jenkins.plugins.hotfix.testing.selection;

import io.jenkins.plugins.hotfix.testing.change.Change;
import io.jenkins.plugins.hotfix.testing.change.Selection;
import io.jenkins.plugins.hotfix.testing.change.TestTool;
import io.jenkins.plugins.hotfix.testing.selection.tools.Cargo;
import io.jenkins.plugins.hotfix.testing.selection.tools.DotNet;
import io.jenkins.plugins.hotfix.testing.selection.tools.GoTest;
import io.jenkins.plugins.hotfix.testing.selection.tools.Gradle;
import io.jenkins.plugins.hotfix.testing.selection.tools.Jest;
import io.jenkins.plugins.hotfix.testing.selection.tools.Make;
import io.jenkins.plugins.hotfix.testing.selection.tools.Maven;
import io.jenkins.plugins.hotfix.testing.selection.tools.NpmScripts;
import io.jenkins.plugins.hotfix.testing.selection.tools.PhpUnit;
import io.jenkins.plugins.hotfix.testing.selection.tools.Playwright;
import io.jenkins.plugins.hotfix.testing.selection.tools.Pytest;
import io.jenkins.plugins.hotfix.testing.selection.tools.RSpec;
import io.jenkins.plugins.hotfix.testing.selection.tools.Vitest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tests that a change calls for.
 *
 * @param selections what each tool runs; empty if no tool answers for any of the changed files
 * @param files the changed files that are still there
 * @param unmatched the changed files, documents aside, that no tool answers for
 */
public record TestPlan(List<Selection> selections, List<String> files, List<String> unmatched) {
    /** In the order in which their commands run: the quick ones first, the browser last. */
    private static final List<TestTool> TOOLS = List.of(
            new Pytest(),
            new Vitest(),
            new Jest(),
            new NpmScripts(),
            new GoTest(),
            new Cargo(),
            new Maven(),
            new Gradle(),
            new DotNet(),
            new RSpec(),
            new PhpUnit(),
            new Playwright());

    private static final TestTool LAST_RESORT = new Make();
    private static final Pattern DOCUMENT =
            Pattern.compile("(?i).*\\.(?:md|rst|adoc|txt)|(?:.*/)?(?:docs?/.*|LICEN[CS]E|NOTICE|AUTHORS|CODEOWNERS)");

    public TestPlan {
        selections = List.copyOf(selections);
        files = List.copyOf(files);
        unmatched = List.copyOf(unmatched);
    }

    /** Plans for a change; only lists and reads files. */
    public static TestPlan of(Change change) throws IOException {
        List<Selection> selections = new ArrayList<>();
        for (TestTool tool : TOOLS) {
            selections.addAll(tool.select(change));
        }
        if (selections.isEmpty() && !change.files().stream().allMatch(TestPlan::isDocument)) {
            selections.addAll(LAST_RESORT.select(change));
        }
        Set<String> unmatched = new TreeSet<>(change.files());
        unmatched.removeIf(TestPlan::isDocument);
        selections.forEach(selection -> unmatched.removeAll(selection.files()));
        return new TestPlan(
                selections, change.files().stream().filter(change.tree()::has).toList(), List.copyOf(unmatched));
    }

    private static boolean isDocument(String path) {
        return DOCUMENT.matcher(path).matches();
    }

    /** Whether no tool has anything to run. */
    public boolean isEmpty() {
        return selections.isEmpty();
    }

    /** Affected modules: directories (a dot for the root) and packages. */
    public List<String> modules() {
        return all(Selection::modules);
    }

    /** The test files that run; what runs as a whole module is not listed. */
    public List<String> tests() {
        return all(Selection::tests);
    }

    private List<String> all(Function<Selection, List<String>> part) {
        return selections.stream().map(part).flatMap(List::stream).distinct().toList();
    }

    /** One command line, for a POSIX shell at the root of the repository, that ends at the first failure. */
    public String command() {
        return Stream.concat(
                        selections.stream().map(Selection::setup).filter(setup -> setup != null),
                        selections.stream().map(Selection::command))
                .distinct()
                .collect(Collectors.joining(" && "));
    }

    /** Why these tests, for people. */
    public String because() {
        if (selections.isEmpty()) {
            return "no test tool that we know answers for what the fix changes";
        }
        String reasons = selections.stream()
                .map(selection -> selection.tool() + ": " + selection.because())
                .distinct()
                .collect(Collectors.joining("; "));
        return unmatched.isEmpty()
                ? reasons
                : reasons + "; no tool that we know answers for " + TestTool.some(unmatched);
    }
}
