package io.jenkins.plugins.hotfix.step.triage;

import io.jenkins.plugins.hotfix.forge.Forge;
import io.jenkins.plugins.hotfix.forge.Protection;
import io.jenkins.plugins.hotfix.forge.Reply;
import io.jenkins.plugins.hotfix.incident.Fact.ProtectionRead;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.step.Site;
import java.io.IOException;

/** What the forge will refuse is said before anything is changed. */
final class BranchRules {
    private BranchRules() {}

    /** Reads the rules of the production branch, once for an incident. That they cannot be read stops nothing. */
    static void read(Site site) throws IOException {
        Incident incident = site.journal().incident();
        boolean open = incident.declined().isEmpty() && incident.release().isEmpty();
        if (!open
                || incident.production().isEmpty()
                || incident.latest(ProtectionRead.class).isPresent()) {
            return;
        }
        Forge forge = site.forge();
        if (forge.host() == null) {
            return;
        }
        String branch = incident.production().get().branch();
        Reply<Protection> reply = forge.protection(branch);
        if (reply.done().isEmpty()) {
            site.console()
                    .say("The rules of " + branch + " could not be read: " + reply.why() + " The hotfix goes on.");
            return;
        }
        Protection found = reply.done().get();
        site.journal().record(new ProtectionRead(branch, found.rules(), found.obstacles(), found.hidden()));
        found.obstacles().forEach(site.console()::say);
    }
}
