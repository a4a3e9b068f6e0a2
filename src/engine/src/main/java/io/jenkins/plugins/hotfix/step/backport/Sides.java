package io.jenkins.plugins.hotfix.step.backport;

import io.jenkins.plugins.hotfix.git.history.LineChange;
import io.jenkins.plugins.hotfix.git.merge.Conflict;
import io.jenkins.plugins.hotfix.git.object.TreeEntry;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.incident.Fact.FileConflict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Both sides of a conflict, in the form of conflict markers: the lines that git found, or in their place what each side made of the file.
 *
 * @param base what both began with
 * @param ours a commit of the target
 * @param theirs the fix
 * @param target what a person knows our side by
 * @param fix what a person knows their side by
 */
record Sides(GitRepository git, String base, String ours, String theirs, String target, String fix) {
    private static final int MOST_LINES = 40;
    private static final int LOOKED_AT = 8_000;

    FileConflict of(Conflict conflict) throws IOException {
        String kind = conflict.kind().name().toLowerCase(Locale.ROOT);
        if (conflict.hunks().isEmpty()) {
            String path = path(conflict);
            return new FileConflict(conflict.path(), kind, List.of(marked(side(ours, path), side(theirs, path))));
        }
        return new FileConflict(
                conflict.path(),
                kind,
                conflict.hunks().stream()
                        .map(hunk -> marked(hunk.ours(), hunk.theirs()))
                        .toList());
    }

    /** Where the commits have it: git puts a side beside the other under a name of its own if both want the path. */
    static String path(Conflict conflict) {
        return conflict.hunks().isEmpty() ? conflict.path().replaceFirst("~(HEAD|THEIRS)$", "") : conflict.path();
    }

    private String marked(String our, String their) {
        return "<<<<<<< " + target + "\n" + ended(our) + "=======\n" + ended(their) + ">>>>>>> " + fix + "\n";
    }

    private static String ended(String lines) {
        return lines.isEmpty() || lines.endsWith("\n") ? lines : lines + "\n";
    }

    private String side(String commit, String path) throws IOException {
        Optional<TreeEntry> before = git.entry(base, path);
        Optional<TreeEntry> entry = git.entry(commit, path);
        if (entry.isEmpty()) {
            return before.isPresent() ? "(deleted)" : "(no such file)";
        }
        if (entry.get().isSubmodule()) {
            return "(submodule at " + entry.get().id() + ")";
        }
        if (entry.equals(before)) {
            return "(unchanged)";
        }
        byte[] bytes = git.file(commit, path).orElseThrow();
        String content = new String(bytes, StandardCharsets.UTF_8);
        if (entry.get().isLink()) {
            return "(symbolic link to " + content + ")";
        }
        String mode = before.isEmpty() || before.get().mode().equals(entry.get().mode())
                ? ""
                : "(mode " + entry.get().mode() + ", was " + before.get().mode() + ")\n";
        if (content.substring(0, Math.min(content.length(), LOOKED_AT)).indexOf('\0') >= 0) {
            return mode + "(binary, " + bytes.length + " bytes, "
                    + entry.get().id().substring(0, 12) + ")";
        }
        return mode + first(before.isPresent() ? changes(commit, path) : content.lines());
    }

    private Stream<String> changes(String commit, String path) throws IOException {
        return git.history().changes(base, commit, path).stream().flatMap(Sides::lines);
    }

    private static Stream<String> lines(LineChange change) {
        return Stream.concat(
                change.removed().lines().map(line -> "-" + line),
                change.added().lines().map(line -> "+" + line));
    }

    private static String first(Stream<String> lines) {
        List<String> all = lines.toList();
        int more = all.size() - MOST_LINES;
        return more <= 0
                ? String.join("\n", all)
                : String.join("\n", all.subList(0, MOST_LINES)) + "\n(and " + more + " more lines)";
    }
}
