package io.jenkins.plugins.hotfix.step.remediate;

import io.jenkins.plugins.hotfix.incident.Fact.DirectPush;
import io.jenkins.plugins.hotfix.incident.Fact.Explained;
import io.jenkins.plugins.hotfix.incident.Fact.PushedCommit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What people say of a direct push.
 *
 * @param commits those that are meant, as they were typed; empty or {@code all}: all that were found
 */
record Context(String commits, String impact, String duration, String rootCause, String fix, List<String> prevention) {
    private static final int SHORTEST = 4;

    /** What the step was given. */
    static Context given(Remediate.Request request) {
        return new Context(
                "",
                text(request.impact()),
                text(request.duration()),
                text(request.rootCause()),
                text(request.fix()),
                request.prevention());
    }

    private static String text(@Nullable String given) {
        return Objects.requireNonNullElse(given, "").strip();
    }

    /** What was said at the gate counts, and what was given where nothing was said. */
    static Context answered(Map<String, String> answers, Context given) {
        List<String> prevention = answers.getOrDefault("PREVENTION", "")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        return new Context(
                answers.getOrDefault("COMMITS", "").strip(),
                either(answers.get("IMPACT"), given.impact),
                either(answers.get("DURATION"), given.duration),
                either(answers.get("ROOT_CAUSE"), given.rootCause),
                either(answers.get("FIX"), given.fix),
                prevention.isEmpty() ? given.prevention : prevention);
    }

    private static String either(@Nullable String answer, String given) {
        return answer == null || answer.isBlank() ? given : answer.strip();
    }

    /** The push with the commits that are meant; empty if one of them is none of its commits. */
    Optional<DirectPush> chosen(DirectPush push) {
        if (commits.isEmpty() || commits.equalsIgnoreCase("all")) {
            return Optional.of(new DirectPush(push.from(), push.to(), push.commits(), true));
        }
        List<String> typed = Stream.of(commits.split("[,\\s]+"))
                .filter(each -> !each.isEmpty())
                .toList();
        List<PushedCommit> meant = push.commits().stream()
                .filter(commit -> typed.stream().anyMatch(each -> isMeant(each, commit)))
                .toList();
        boolean allFound = typed.stream()
                .allMatch(each -> push.commits().stream()
                                .filter(commit -> isMeant(each, commit))
                                .count()
                        == 1);
        return allFound && !meant.isEmpty()
                ? Optional.of(new DirectPush(push.from(), push.to(), meant, true))
                : Optional.empty();
    }

    private static boolean isMeant(String typed, PushedCommit commit) {
        return typed.length() >= SHORTEST && commit.id().startsWith(typed);
    }

    Explained explained(String production) {
        Prevention suggested = Prevention.of(rootCause, production);
        boolean own = !prevention.isEmpty();
        return new Explained(
                impact,
                duration,
                rootCause,
                fix,
                own ? prevention : suggested.measures(),
                own ? List.of() : suggested.because());
    }
}
