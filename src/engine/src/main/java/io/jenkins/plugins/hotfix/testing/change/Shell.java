package io.jenkins.plugins.hotfix.testing.change;

import io.jenkins.plugins.hotfix.command.ShellWord;
import java.util.Collection;
import java.util.stream.Collectors;

/** Words of a POSIX shell's command line. */
public final class Shell {
    private Shell() {}

    /** A word that the shell takes as it is, whatever is in it. */
    public static String quote(String word) {
        return ShellWord.of(word);
    }

    /** A path as a word that no tool takes for an option either. */
    public static String path(String path) {
        return quote(path.startsWith("-") || path.startsWith("@") || path.startsWith("+") ? "./" + path : path);
    }

    /** Paths, each as a word of its own. */
    public static String paths(Collection<String> paths) {
        return paths.stream().map(Shell::path).collect(Collectors.joining(" "));
    }

    /** A command that runs in a directory. */
    public static String in(String directory, String command) {
        return directory.isEmpty() ? command : "(cd " + path(directory) + " && " + command + ")";
    }
}
