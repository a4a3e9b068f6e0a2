package io.jenkins.plugins.hotfix.step.report;

import io.jenkins.plugins.hotfix.evidence.ApprovalStatement;
import io.jenkins.plugins.hotfix.evidence.Envelope;
import io.jenkins.plugins.hotfix.git.command.GitException;
import io.jenkins.plugins.hotfix.git.object.Commit;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.incident.Fact.Released;
import io.jenkins.plugins.hotfix.incident.Fact.ReportWritten;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.json.Sha256;
import io.jenkins.plugins.hotfix.step.Site;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps the statement of who approved what was released, signed where git signs. Whatever goes wrong with it stops nothing. */
final class ApprovalEvidence {
    private static final String STATEMENT = "approval.intoto.json";
    private static final String ENVELOPE = "approval.dsse.json";

    private ApprovalEvidence() {}

    /** @param key the file of a private ssh key; null: the key that git signs with */
    static void keep(Site site, @Nullable String key) throws IOException {
        Incident incident = site.journal().incident();
        Optional<Released> release = incident.release();
        if (release.isEmpty()) {
            return;
        }
        try {
            GitRepository git = site.git();
            Optional<Commit> commit = git.commit(release.get().commit());
            if (commit.isEmpty()) {
                git.fetchIfPresent("refs/heads/" + release.get().branch());
                commit = git.commit(release.get().commit());
            }
            if (commit.isPresent()) {
                keep(site, git, ApprovalStatement.of(incident, commit.get().tree()), key);
            }
        } catch (GitException failed) {
            site.console().say("The evidence of the approval is missing or not signed: " + failed.getMessage());
        }
    }

    private static void keep(Site site, GitRepository git, String statement, @Nullable String key) throws IOException {
        String kept = site.journal().keep(STATEMENT, statement);
        site.journal().record(new ReportWritten(STATEMENT, Sha256.hex(kept)));
        byte[] payload = kept.getBytes(StandardCharsets.UTF_8);
        Optional<byte[]> signature = git.sign(Envelope.preAuthentication(Envelope.IN_TOTO, payload), key);
        if (signature.isPresent()) {
            Envelope envelope =
                    new Envelope(Envelope.IN_TOTO, payload, List.of(new Envelope.Signature("", signature.get())));
            String signed = site.journal().keep(ENVELOPE, envelope.json());
            site.journal().record(new ReportWritten(ENVELOPE, Sha256.hex(signed)));
        }
    }
}
