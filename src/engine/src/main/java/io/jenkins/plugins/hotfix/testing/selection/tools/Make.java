package io.jenkins.plugins.hotfix.testing.selection.tools;

import static io.jenkins.plugins.hotfix.testing.change.SourceTree.join;

import io.jenkins.plugins.hotfix.testing.change.Change;
import io.jenkins.plugins.hotfix.testing.change.Selection;
import io.jenkins.plugins.hotfix.testing.change.Shell;
import io.jenkins.plugins.hotfix.testing.change.TestTool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Make: the target {@code test-critical}, {@code test} or {@code check} of the nearest makefile that has one. */
public final class Make implements TestTool {
    private static final Set<String> MAKEFILES = Set.of("GNUmakefile", "makefile", "Makefile");

    @Override
    public List<Selection> select(Change change) throws IOException {
        List<Selection> selections = new ArrayList<>();
        for (Map.Entry<String, List<String>> changed :
                change.byModule(path -> true, MAKEFILES::contains).entrySet()) {
            String directory = changed.getKey();
            String text = change.tree()
                    .text(join(
                            directory,
                            change.tree().names(directory).stream()
                                    .filter(MAKEFILES::contains)
                                    .findFirst()
                                    .orElseThrow()));
            Optional<String> target = Stream.of("test-critical", "test", "check")
                    .filter(name -> Pattern.compile("(?m)^" + name + "\\s*:(?!=)")
                            .matcher(text)
                            .find())
                    .findFirst();
            target.ifPresent(name -> selections.add(new Selection(
                    "Make",
                    changed.getValue(),
                    List.of(directory.isEmpty() ? "." : directory),
                    List.of(),
                    null,
                    (directory.isEmpty() ? "make " : "make -C " + Shell.path(directory) + " ") + name,
                    "the makefile has the target " + name + ", and no tool that we know can narrow it down")));
        }
        return selections;
    }
}
