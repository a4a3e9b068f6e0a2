package io.jenkins.plugins.hotfix.test;

import io.jenkins.plugins.hotfix.process.ShellWord;
import java.util.Collection;
import java.util.stream.Collectors;

/** Words of a POSIX shell's command line. */
final class Shell {
    private Shell() {}

    /** A word that the shell takes as it is, whatever is in it. */
    static String quote(String word) {
        return ShellWord.of(word);
    }

    /** A path as a word that no tool takes for an option either. */
    static String path(String path) {
        return quote(path.startsWith("-") || path.startsWith("@") || path.startsWith("+") ? "./" + path : path);
    }

    static String paths(Collection<String> paths) {
        return paths.stream().map(Shell::path).collect(Collectors.joining(" "));
    }

    /** A command that runs in a directory. */
    static String in(String directory, String command) {
        return directory.isEmpty() ? command : "(cd " + path(directory) + " && " + command + ")";
    }
}
