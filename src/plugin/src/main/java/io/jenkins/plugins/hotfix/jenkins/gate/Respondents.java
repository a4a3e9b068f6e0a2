package io.jenkins.plugins.hotfix.jenkins.gate;

import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.SecurityRealm;
import io.jenkins.plugins.hotfix.jenkins.access.HotfixPermissions;
import io.jenkins.plugins.hotfix.question.Answers;
import io.jenkins.plugins.hotfix.question.Phrase;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.support.steps.input.InputStep;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;

/**
 * Who may answer a gate: those with the permission on the job, and of them only whom the gate names, if it names any. An
 * administrator passes each, as at Jenkins' own {@code input}.
 *
 * @param named user ids and groups
 */
public record Respondents(List<String> named) {
    public Respondents {
        named = List.copyOf(named);
    }

    /** Those of a question. */
    public static Respondents of(InputStep question) {
        return of(question.getSubmitter());
    }

    static Respondents of(@Nullable String submitter) {
        return new Respondents(
                Arrays.stream(Objects.requireNonNullElse(submitter, "").split(","))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .toList());
    }

    /** Who they are, for people. */
    public Phrase shown() {
        return named.isEmpty() ? Phrase.of("respondents.permitted") : Phrase.of("respondents.named", named);
    }

    /** Why somebody may not answer; empty if they may. */
    public Optional<Phrase> refusal(Run<?, ?> run, Authentication who) {
        if (!Jenkins.get().isUseSecurity() || Jenkins.get().hasPermission2(who, Jenkins.ADMINISTER)) {
            return ACL.isAnonymous2(who) ? Optional.of(Phrase.of("respondents.log-in")) : Optional.empty();
        }
        if (ACL.isAnonymous2(who)) {
            return Optional.of(Phrase.of("respondents.log-in"));
        }
        if (!run.getParent().hasPermission2(who, HotfixPermissions.APPROVE)) {
            return Optional.of(Phrase.of(
                    "respondents.no-permission", who.getName(), run.getParent().getFullDisplayName()));
        }
        return named.isEmpty() || isNamed(who)
                ? Optional.empty()
                : Optional.of(Phrase.of("respondents.not-named", who.getName(), named));
    }

    /** Why an answer does not count that somebody gave; empty if it does. */
    public Optional<Phrase> refusal(Run<?, ?> run, Authentication who, Map<String, String> answers) {
        Optional<Phrase> refusal = refusal(run, who);
        boolean breaks = answers.getOrDefault(Answers.ACTION, "").startsWith(Answers.BREAK);
        return refusal.isEmpty() && breaks && !run.getParent().hasPermission2(who, HotfixPermissions.BREAK_LOCK)
                ? Optional.of(Phrase.of(
                        "respondents.no-break-lock",
                        who.getName(),
                        run.getParent().getFullDisplayName()))
                : refusal;
    }

    private boolean isNamed(Authentication who) {
        SecurityRealm realm = Jenkins.get().getSecurityRealm();
        return named.stream()
                .anyMatch(name -> realm.getUserIdStrategy().equals(name, who.getName())
                        || who.getAuthorities().stream()
                                .anyMatch(group -> realm.getGroupIdStrategy().equals(name, group.getAuthority())));
    }
}
