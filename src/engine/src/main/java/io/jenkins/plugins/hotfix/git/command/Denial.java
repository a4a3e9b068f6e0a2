package io.jenkins.plugins.hotfix.git.command;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Why a remote lets nobody in. Recognised by the words of git, ssh and the servers in the C locale. */
public enum Denial {
    /** It asks for a user name or a password, and nobody is there to answer. */
    NO_CREDENTIALS("could not read (Username|Password) for"),
    /** It was given a user name and a password or token, and does not accept them. */
    CREDENTIALS_REFUSED(
            "Authentication failed for|returned error: 40[13]|Repository not found|repository '.*' not found"),
    /** None of the keys that ssh has is accepted. */
    KEY_REFUSED("Permission denied \\([a-z0-9,-]*publickey|Load key \".*\": .*|Too many authentication failures"),
    /** Ssh does not know the server, or the server has another key than the known one. */
    UNKNOWN_HOST("Host key verification failed");

    private final Pattern words;

    Denial(String words) {
        this.words = Pattern.compile(words);
    }

    /** What git's standard error tells; empty if it was not about being let in. */
    static Optional<Denial> in(String stderr) {
        return Stream.of(values())
                .filter(denial -> denial.words.matcher(stderr).find())
                .findFirst();
    }

    /** What the host can tell people to do about it, as sentences. */
    @FunctionalInterface
    public interface Advice {
        String on(Denial denial);
    }
}
