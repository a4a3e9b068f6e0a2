package io.jenkins.plugins.hotfix.step.report;

import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.Fact.Assessed;
import io.jenkins.plugins.hotfix.incident.Fact.DocumentLeftAlone;
import io.jenkins.plugins.hotfix.incident.Fact.TemplateRead;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.report.TeamTemplates;
import io.jenkins.plugins.hotfix.step.RecordedCommits;
import io.jenkins.plugins.hotfix.step.Site;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The templates that the team keeps on the production branch, put on record where the repository is: the reports are written where the log
 * is. One that cannot be used is said, and the built-in one takes its place.
 */
final class OwnTemplates {
    private OwnTemplates() {}

    /** Reads those that are not on record yet, as they were when the incident was declared. */
    static void read(Site site) throws IOException {
        Incident incident = site.journal().incident();
        Optional<String> production = incident.production().map(Assessed::commit);
        if (production.isEmpty()) {
            return;
        }
        List<Fact> facts = new ArrayList<>();
        try {
            facts.addAll(found(site, incident, production.get()));
        } catch (IOException | RuntimeException unreadable) {
            // The report is written all the same, by the built-in templates.
            site.console()
                    .say("The templates in " + TeamTemplates.DIRECTORY + " could not be read: "
                            + unreadable.getMessage());
        }
        site.journal().record(facts);
    }

    /** What is not on record yet. */
    private static List<Fact> found(Site site, Incident incident, String production) throws IOException {
        GitRepository git = RecordedCommits.in(site, incident);
        List<Fact> facts = new ArrayList<>();
        for (String name : TeamTemplates.NAMES) {
            Optional<byte[]> content = git.commit(production).isEmpty()
                    ? Optional.empty()
                    : git.file(production, TeamTemplates.DIRECTORY + name);
            Optional<Fact> fact = content.map(bytes -> fact(site, incident, name, bytes));
            if (fact.isPresent()
                    && incident.events().stream()
                            .noneMatch(event -> event.fact().equals(fact.get()))) {
                facts.add(fact.get());
            }
        }
        facts.forEach(fact -> {
            if (fact instanceof DocumentLeftAlone alone) {
                site.console().say(alone.why());
            }
        });
        return facts;
    }

    private static Fact fact(Site site, Incident incident, String name, byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8);
        Optional<String> fault = content.length > TeamTemplates.LONGEST
                ? Optional.of("it has more than " + (TeamTemplates.LONGEST >> 10) + " KB")
                : TeamTemplates.fault(name, text, incident, site.clock().getZone());
        String path = TeamTemplates.DIRECTORY + name;
        return fault.<Fact>map(why -> new DocumentLeftAlone(
                        path, path + " cannot be used, and the built-in template took its place: " + why + "."))
                .orElseGet(() -> new TemplateRead(name, text));
    }
}
