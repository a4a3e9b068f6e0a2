package io.jenkins.plugins.hotfix.step.report;

import io.jenkins.plugins.hotfix.documents.PostmortemForm;
import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.Fact.ActionItem;
import io.jenkins.plugins.hotfix.incident.Fact.Deployed;
import io.jenkins.plugins.hotfix.incident.Fact.FollowUp;
import io.jenkins.plugins.hotfix.incident.Fact.PostmortemDue;
import io.jenkins.plugins.hotfix.incident.Fact.PostmortemKept;
import io.jenkins.plugins.hotfix.incident.Fact.RunStarted;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.report.PostMortem;
import io.jenkins.plugins.hotfix.step.Site;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The postmortem of an incident: due once something was deployed, a draft until somebody put it on record. */
public final class Postmortem {
    /** What it is called beside the log. */
    public static final String FILE = "postmortem.md";

    private static final int LONGEST = 1 << 18;

    private final Site site;

    /** For the incident of the site's journal. */
    public Postmortem(Site site) {
        this.site = site;
    }

    /** What people are given to fill in: what the log knows stands in it. */
    public static String draft(Incident incident, Site site) {
        return new PostMortem(incident, site.clock().getZone()).markdown();
    }

    /** Who has to finish it and until when, once; empty if nothing was deployed yet, or it is on record. */
    static Optional<Fact> due(Incident incident, Report.Request request, Site site) {
        boolean deployed = incident.latest(Deployed.class).isPresent();
        if (!deployed || incident.latest(PostmortemDue.class).isPresent() || request.postmortemDays() == 0) {
            return Optional.empty();
        }
        String owner = request.postmortemOwner() != null
                ? request.postmortemOwner()
                : incident.runs().stream().findFirst().map(RunStarted::by).orElse(site.actor());
        LocalDate due = LocalDate.ofInstant(site.clock().instant(), site.clock().getZone())
                .plusDays(request.postmortemDays());
        return Optional.of(new PostmortemDue(owner, due));
    }

    /**
     * Puts on record what people wrote; its action items become follow-ups.
     *
     * @return what is still open or could not be read, as sentences
     * @throws IllegalArgumentException if it is no postmortem
     */
    public List<String> keep(String text) throws IOException {
        Incident incident = site.journal().incident();
        if (text.isBlank() || text.length() > LONGEST) {
            throw new IllegalArgumentException("The postmortem is " + (text.isBlank() ? "empty" : "longer than 256 KB")
                    + ". Nothing was put on record.");
        }
        PostmortemForm form =
                PostmortemForm.read(text, draft(incident, site), site.clock().getZone());
        if (form.began() != null && form.ended() != null && form.ended().isBefore(form.began())) {
            throw new IllegalArgumentException(
                    "The impact ended before it began. Nothing was put on record; correct the two times.");
        }
        List<Fact> facts = new ArrayList<>();
        form.actions().stream()
                .map(action -> new FollowUp(action.what(), reason(action)))
                .filter(followUp -> incident.followUps().stream()
                        .noneMatch(known -> known.title().equals(followUp.title())))
                .forEach(facts::add);
        facts.add(new PostmortemKept(
                text, form.owner(), form.due(), form.cause(), form.began(), form.ended(), form.actions(), form.open()));
        site.journal().record(facts);
        List<String> remarks = new ArrayList<>(form.problems());
        form.open().forEach(question -> remarks.add("Not answered yet: " + question));
        return remarks;
    }

    private static String reason(ActionItem action) {
        return (action.why().isEmpty() ? "the postmortem asks for it" : action.why())
                + (action.owner().isEmpty() ? "" : "; owner: " + action.owner())
                + (action.due() == null ? "" : "; due: " + action.due());
    }
}
