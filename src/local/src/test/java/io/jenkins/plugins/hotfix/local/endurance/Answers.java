package io.jenkins.plugins.hotfix.local.endurance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.hotfix.local.endurance.HotfixProcess.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a person does where the hotfix has stopped because it cannot know how a command ended: looks, and tells it. */
final class Answers {
    private static final Pattern DOUBT = Pattern.compile("Command for [a-z-]+: \\$ENDURANCE_COMMAND ([a-z-]+)");

    private Answers() {}

    /**
     * What is chosen.
     *
     * @return empty if it was not a command that it stopped for
     */
    static Optional<String> to(Ended stopped, Place place) throws IOException {
        Optional<String> command = DOUBT.matcher(stopped.output())
                .results()
                .map(found -> found.group(1))
                .reduce((earlier, last) -> last);
        if (command.isEmpty()) {
            return Optional.empty();
        }
        assumeTrue(Person.canSit(), "Without script (util-linux) nobody can be at a terminal.");
        return Optional.of(of(command.get(), place));
    }

    private static String of(String command, Place place) throws IOException {
        if (!finished(command, place.traced())) {
            return "run it again";
        }
        return command.equals("deploy") && Files.exists(place.deployFails()) ? "roll back" : "it finished";
    }

    /** Whether its last run came to its end. */
    private static boolean finished(String command, List<String> traced) {
        Matcher line =
                Pattern.compile("(begin|end) " + Pattern.quote(command) + " .*").matcher("");
        return traced.stream()
                .filter(each -> line.reset(each).matches())
                .reduce((earlier, last) -> last)
                .filter(last -> last.startsWith("end "))
                .isPresent();
    }
}
