package io.jenkins.plugins.hotfix.testing.selection.tools;

import static io.jenkins.plugins.hotfix.testing.change.SourceTree.join;
import static io.jenkins.plugins.hotfix.testing.change.SourceTree.relative;

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

/** RSpec: the changed specs, the specs that mirror a changed file, and whatever is tagged {@code critical}. */
public final class RSpec implements TestTool {
    private static final String GEMFILE = "Gemfile";
    private static final Pattern CRITICAL = Pattern.compile(":critical\\b|\\bcritical: true");

    @Override
    public List<Selection> select(Change change) throws IOException {
        SourceTree tree = change.tree();
        List<Selection> selections = new ArrayList<>();
        for (Map.Entry<String, List<String>> changed : change.byModule(
                        path -> path.matches(".*\\.(?:rb|erb|haml|slim|rake)")
                                || path.matches("(?:.*/)?Gemfile(\\.lock)?"),
                        GEMFILE::equals)
                .entrySet()) {
            select(tree, changed.getKey(), changed.getValue(), selections);
        }
        return selections;
    }

    private static void select(SourceTree tree, String root, List<String> changed, List<Selection> selections)
            throws IOException {
        List<String> all = tree.below(join(root, "spec"), path -> path.endsWith("_spec.rb"));
        if (all.isEmpty()) {
            return;
        }
        Set<String> specs = new TreeSet<>();
        boolean everything = false;
        for (String path : changed) {
            String unit =
                    relative(root, path).replaceFirst("^(?:app|lib|spec)/", "").replaceFirst("\\.rb$", "");
            List<String> found = all.stream()
                    .filter(spec -> spec.equals(path) || spec.endsWith("/" + unit + "_spec.rb"))
                    .toList();
            specs.addAll(found);
            everything |= found.isEmpty();
        }
        boolean reports = tree.text(join(root, GEMFILE)).contains("rspec_junit_formatter");
        selections.add(new Selection(
                "RSpec",
                changed,
                List.of(root.isEmpty() ? "." : root),
                everything ? List.of() : List.copyOf(specs),
                Shell.in(root, "bundle install --quiet"),
                Shell.in(
                        root,
                        command(reports, "")
                                + (everything
                                        ? ""
                                        : " "
                                                + Shell.paths(specs.stream()
                                                        .map(spec -> relative(root, spec))
                                                        .toList()))),
                everything
                        ? "some of what changed has no spec of its name, so all specs run"
                        : "these specs are part of the fix or are named as what it changes"));
        List<String> critical = everything ? List.of() : tree.mentioning(all, CRITICAL);
        if (!critical.isEmpty()) {
            selections.add(new Selection(
                    "RSpec",
                    List.of(),
                    List.of(),
                    critical,
                    null,
                    Shell.in(root, command(reports, "-critical") + " --tag critical"),
                    "the project tags specs as critical"));
        }
    }

    private static String command(boolean reports, String suffix) {
        return "bundle exec rspec"
                + (reports
                        ? " --format progress --format RspecJunitFormatter --out " + REPORT_NAME + "-rspec" + suffix
                                + ".xml"
                        : "");
    }
}
