package io.jenkins.plugins.hotfix.local.endurance;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Somebody at the terminal of the hotfix, who reads what it asks and types an answer. */
final class Person {
    private static final Pattern CONTROL = Pattern.compile("\\x1b\\[[0-9;?]*[A-Za-z]|\\x1b[=>]|\\r");
    private static final Pattern QUESTION = Pattern.compile("(?m)^[^\\n]*(?:: |\\[[yY]/[nN]\\] ?)$");

    private final String decision;
    private final OutputStream keyboard;
    private int read;

    /**
     * Sits down.
     *
     * @param decision what is chosen where there is no default
     */
    Person(String decision, OutputStream keyboard) {
        this.decision = decision;
        this.keyboard = keyboard;
    }

    /** Whether there is what gives a process a terminal. */
    static boolean canSit() {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(path -> Files.isExecutable(Path.of(path, "script")));
    }

    /** The same command at a terminal of its own. */
    static List<String> atTerminal(List<String> command, Path script) throws IOException {
        String quoted = command.stream()
                .map(each -> "'" + each.replace("'", "'\\''") + "'")
                .reduce("exec", (before, each) -> before + " " + each);
        Files.writeString(script, quoted + "\n");
        return List.of("script", "--quiet", "--return", "--command", "sh '" + script + "'", "/dev/null");
    }

    /** Answers what was asked since the last time, if something was. */
    void attend(String screen) throws IOException {
        String shown = CONTROL.matcher(screen).replaceAll("");
        String since = shown.substring(Math.min(read, shown.length()));
        int line = since.lastIndexOf('\n') + 1;
        Optional<String> question = QUESTION.matcher(since.substring(line)).matches()
                ? Optional.of(since.substring(line))
                : Optional.empty();
        if (question.isPresent()) {
            read = shown.length();
            keyboard.write((answer(question.get()) + "\r").getBytes(StandardCharsets.UTF_8));
            keyboard.flush();
        }
    }

    private String answer(String question) {
        if (question.contains("as ")) {
            return "y";
        }
        if (question.contains("How you know")) {
            return "Seen in the trace";
        }
        return question.contains("Decision: ") ? decision : "";
    }
}
