package io.jenkins.plugins.hotfix.step.deploy;

import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.Fact.Approved;
import io.jenkins.plugins.hotfix.incident.Fact.ChecklistAnswered;
import io.jenkins.plugins.hotfix.incident.Fact.ChecklistItem;
import io.jenkins.plugins.hotfix.incident.Fact.FollowUp;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.question.Answers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What must be clear before a deployment. People answer at the gate {@code deploy} what only they know, in the fields
 * {@value Answers#ROOT_CAUSE} ({@code known} or {@code band-aid}) and {@value Answers#MONITORING} ({@code true}); the rest is known.
 *
 * @param open the points that somebody should have answered and did not, or not with yes
 */
record Checklist(List<ChecklistItem> items, List<String> open) {
    private static final String NOT_ANSWERED = "not answered";

    static Checklist of(Incident incident, Deploy.Request request, String actor) {
        Optional<Approved> approved = incident.approval("deploy", incident.subject());
        String by = approved.map(Approved::by).orElse(actor);
        String cause = answer(approved, Answers.ROOT_CAUSE);
        String monitoring = answer(approved, Answers.MONITORING);
        List<ChecklistItem> items = List.of(
                new ChecklistItem("root cause", cause, by),
                new ChecklistItem("fix tested", tested(incident), actor),
                new ChecklistItem(
                        "rollback plan ready",
                        incident.rollbackPlan()
                                .map(plan -> "in " + plan.file())
                                .orElse("there is none, which was set aside"),
                        actor),
                new ChecklistItem("monitoring in place", monitoring, by),
                new ChecklistItem(
                        "backup taken",
                        request.backup() == null
                                ? "no command is configured"
                                : "first thing, by the configured command",
                        actor));
        List<String> open = new ArrayList<>();
        if (!cause.equals(Answers.KNOWN) && !cause.equals(Answers.BAND_AID)) {
            open.add("root cause (known, or band-aid)");
        }
        if (!monitoring.equals("true") && !monitoring.equals("yes")) {
            open.add("monitoring in place");
        }
        return new Checklist(items, open);
    }

    /** What goes on record: the answers and, for a band-aid, that the cause is still to be found. */
    List<Fact> facts(Incident incident) {
        List<Fact> facts = new ArrayList<>();
        ChecklistAnswered answered = new ChecklistAnswered(items);
        if (!Optional.of(answered).equals(incident.checklist())) {
            facts.add(answered);
        }
        FollowUp cause = new FollowUp(
                "Find and fix the root cause of " + incident.id(), "the hotfix is a band-aid: it treats the symptom");
        if (items.get(0).answer().equals(Answers.BAND_AID)
                && !incident.followUps().contains(cause)) {
            facts.add(cause);
        }
        return facts;
    }

    private static String tested(Incident incident) {
        if (incident.testsPassed()) {
            return "the critical tests passed";
        }
        return incident.testsWaived().isPresent() ? "no, it was released in spite of the tests" : "no test passed";
    }

    private static String answer(Optional<Approved> approved, String field) {
        return approved.map(approval -> approval.answers().get(field))
                .map(text -> text.strip().toLowerCase(Locale.ROOT))
                .filter(text -> !text.isEmpty())
                .orElse(NOT_ANSWERED);
    }
}
