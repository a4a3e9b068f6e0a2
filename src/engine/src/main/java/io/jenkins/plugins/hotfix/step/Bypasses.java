package io.jenkins.plugins.hotfix.step;

import io.jenkins.plugins.hotfix.git.remote.Bypass;
import io.jenkins.plugins.hotfix.git.remote.PushListener;
import io.jenkins.plugins.hotfix.git.remote.PushResult;
import io.jenkins.plugins.hotfix.git.remote.RefUpdate;
import io.jenkins.plugins.hotfix.incident.Fact;
import io.jenkins.plugins.hotfix.incident.Fact.ProtectionBypassed;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/**
 * Puts on record that a push went past a protection of the remote. The server lets privileged credentials do that and only
 * mentions it, so nobody would know.
 *
 * @param site whose pushes are meant
 */
public record Bypasses(Site site) implements PushListener {

    @Override
    public void pushed(List<RefUpdate> updates, PushResult result) throws IOException {
        // What was refused changed nothing, whatever the server says of rules.
        if (!result.ok() && result.status() != PushResult.Status.UNKNOWN) {
            return;
        }
        List<Fact> facts = result.bypasses().stream()
                .<Fact>map(bypass -> fact(bypass, updates))
                .toList();
        if (!facts.isEmpty()) {
            result.bypasses()
                    .forEach(bypass -> site.console()
                            .say("The server let this push bypass the protection of " + bypass.ref()
                                    + ". That is on record as an exception."));
            site.journal().record(facts);
        }
    }

    private static ProtectionBypassed fact(Bypass bypass, List<RefUpdate> updates) {
        return new ProtectionBypassed(
                bypass.ref(),
                updates.stream()
                        .filter(update -> update.ref().equals(bypass.ref()))
                        .map(RefUpdate::target)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null),
                bypass.rules());
    }
}
