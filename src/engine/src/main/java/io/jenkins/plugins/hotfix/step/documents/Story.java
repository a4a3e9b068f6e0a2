package io.jenkins.plugins.hotfix.step.documents;

import io.jenkins.plugins.hotfix.documents.HotfixDetails;
import io.jenkins.plugins.hotfix.incident.Fact.Declared;
import io.jenkins.plugins.hotfix.incident.Fact.FollowUp;
import io.jenkins.plugins.hotfix.incident.Fact.Mitigated;
import io.jenkins.plugins.hotfix.incident.Fact.ReleaseProposed;
import io.jenkins.plugins.hotfix.incident.Fact.Released;
import io.jenkins.plugins.hotfix.incident.Fact.Replaces;
import io.jenkins.plugins.hotfix.incident.Fact.RollbackPlanned;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.report.Markdown;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An incident as documents tell it. */
record Story(Incident incident, ZoneId zone) {
    private static final Pattern NUMBER = Pattern.compile(".*/(?:pull|pulls|merge_requests)/(\\d+)/?");
    private static final int LONGEST = 200;

    HotfixDetails told() {
        Released release = incident.release().orElseThrow();
        return new HotfixDetails(
                Objects.requireNonNull(incident.id()),
                line(Objects.requireNonNullElse(incident.title(), "")),
                String.valueOf(incident.severity()),
                LocalDate.ofInstant(Objects.requireNonNull(incident.deployedAt()), zone),
                release.tag(),
                incident.replaces().map(Replaces::version).orElse(null),
                incident.proposal()
                        .map(ReleaseProposed::url)
                        .map(Story::reference)
                        .orElse(null),
                incident.followUps().stream()
                        .filter(followUp -> followUp.title().equals(HotfixDetails.BAND_AID))
                        .map(FollowUp::reason)
                        .map(Story::line)
                        .findFirst()
                        .orElse(null),
                incident.declared().map(Declared::impact).map(Story::line).orElse(null),
                incident.mitigation()
                        .map(Mitigated::action)
                        .filter(action -> !action.equals("none"))
                        .map(Story::line)
                        .orElse(null),
                incident.rollbackPlan()
                        .map(RollbackPlanned::command)
                        .map(Story::line)
                        .orElse(null));
    }

    private static String line(String text) {
        return Markdown.line(text, LONGEST);
    }

    private static String reference(String url) {
        Matcher number = NUMBER.matcher(url);
        return number.matches()
                ? "#" + number.group(1)
                : Optional.of(url).map(Story::line).get();
    }
}
