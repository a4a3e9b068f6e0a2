package io.jenkins.plugins.hotfix.step.report;

import io.jenkins.plugins.hotfix.git.object.Commit;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.Fact.Backported;
import io.jenkins.plugins.hotfix.incident.Fact.PutBack;
import io.jenkins.plugins.hotfix.incident.Fact.Released;
import io.jenkins.plugins.hotfix.incident.Fact.Rewound;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.step.Required;
import io.jenkins.plugins.hotfix.step.release.MergedFix;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the remote does not have any more of what this incident put there: production, the tag, the targets. */
record Rewinding(Incident incident, GitRepository git, Map<String, String> there) {
    private static final String HEADS = "refs/heads/";
    private static final String TAGS = "refs/tags/";

    /** The refs that must have something of this incident, with what they must have; none after a rollback. */
    static Map<String, String> expected(Incident incident) {
        Map<String, String> expected = new LinkedHashMap<>();
        Optional<Released> release =
                incident.release().filter(made -> incident.rollback().isEmpty());
        if (release.isPresent()) {
            expected.put(HEADS + release.get().branch(), release.get().commit());
            expected.put(TAGS + release.get().tag(), release.get().tagObject());
            incident.backports().stream()
                    .filter(backport -> backport.commit() != null && isThere(backport))
                    .forEach(backport -> expected.put(HEADS + backport.target(), String.valueOf(backport.commit())));
        }
        return expected;
    }

    private static boolean isThere(Backported backport) {
        return switch (backport.status()) {
            case "merged", "picked", "squashed", "resolved", "present" -> true;
            default -> false;
        };
    }

    /** What is rewound now. */
    List<Rewound> now() throws IOException {
        List<Rewound> rewound = new ArrayList<>();
        for (Map.Entry<String, String> each : expected(incident).entrySet()) {
            String found = there.get(each.getKey());
            if (!has(each.getKey(), each.getValue(), found)) {
                rewound.add(new Rewound(each.getKey(), each.getValue(), found));
            }
        }
        return rewound;
    }

    private boolean has(String ref, String expected, @Nullable String found) throws IOException {
        if (found == null || ref.startsWith(TAGS) || found.equals(expected)) {
            return expected.equals(found);
        }
        git.fetch(ref);
        // Somebody may have pushed between the two.
        String tip = git.branch(ref.substring(HEADS.length())).orElse(found);
        return git.commit(expected).isPresent()
                && git.isAncestor(expected, tip)
                && (!isProduction(ref) || revert(tip).isEmpty());
    }

    private boolean isProduction(String ref) {
        return ref.equals(HEADS + Required.release(incident).branch());
    }

    private Optional<Commit> revert(String tip) throws IOException {
        Released release = Required.release(incident);
        return new MergedFix(release.commit(), release.previous()).revert(git, tip);
    }

    /** What of it is to be put on record: what was not known, and what is as it must be again. */
    List<Fact> news(List<Rewound> now) {
        List<Rewound> before = incident.rewound();
        List<Fact> news = new ArrayList<>();
        now.stream().filter(each -> !before.contains(each)).forEach(news::add);
        before.stream()
                .map(Rewound::what)
                .filter(what -> now.stream().noneMatch(each -> each.what().equals(what)))
                .map(PutBack::new)
                .forEach(news::add);
        return news;
    }

    /** All of it in a message. */
    static String message(List<Rewound> now) {
        return "PRODUCTION'S REPOSITORY WAS CHANGED BEHIND THIS HOTFIX: "
                + now.stream().map(Rewinding::sentence).collect(Collectors.joining(" "))
                + " The incident is not resolved, this run deleted no branch, and the next deployment may take the fix out of"
                + " production. Find out who forced that, push what is missing back, and resume.";
    }

    private static String sentence(Rewound rewound) {
        String what = rewound.what().replaceFirst("^refs/(heads|tags)/", "");
        return what
                + (rewound.found() == null
                        ? " is gone;"
                        : " is at " + rewound.found().substring(0, 12) + ", without")
                + " "
                + rewound.expected().substring(0, 12)
                + (rewound.found() == null ? " of this hotfix was there." : " of this hotfix.");
    }
}
