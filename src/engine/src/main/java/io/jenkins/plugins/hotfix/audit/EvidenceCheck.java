package io.jenkins.plugins.hotfix.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.hotfix.evidence.ApprovalStatement;
import io.jenkins.plugins.hotfix.evidence.Envelope;
import io.jenkins.plugins.hotfix.git.object.Commit;
import io.jenkins.plugins.hotfix.git.object.Signature;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.incident.Fact.Released;
import io.jenkins.plugins.hotfix.incident.LogEntry;
import io.jenkins.plugins.hotfix.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares the signed statement of who approved what with the log and the commit, and checks its signature. */
final class EvidenceCheck {
    private static final String SUBJECT = "evidence of the approval";

    private EvidenceCheck() {}

    /**
     * What it shows.
     *
     * @param text the envelope, as it lies beside the log
     * @param signed whether a signature that cannot be checked does not fit
     */
    static Finding of(String text, List<LogEntry> entries, Released release, GitRepository git, boolean signed)
            throws IOException {
        Optional<Envelope> envelope = Envelope.parse(text);
        if (envelope.isEmpty()) {
            return Finding.wrong(SUBJECT, "is no DSSE envelope");
        }
        Optional<String> contradiction = contradiction(envelope.get(), entries, release, git);
        if (contradiction.isPresent()) {
            return Finding.wrong(SUBJECT, contradiction.get());
        }
        Signature signature = git.verify(
                envelope.get().signed(), envelope.get().signatures().get(0).sig());
        String words =
                signature.words().lines().map(String::strip).reduce("", (all, line) -> (all + " " + line).strip());
        return switch (signature.status()) {
            case GOOD -> Finding.fits(SUBJECT, words);
            case UNCHECKED ->
                signed
                        ? Finding.wrong(SUBJECT, "a signature is required and cannot be checked here: " + words)
                        : Finding.unknown(
                                SUBJECT, "names what was released; its signature cannot be checked here: " + words);
            default -> Finding.wrong(SUBJECT, "its signature cannot be relied on: " + words);
        };
    }

    private static Optional<String> contradiction(
            Envelope envelope, List<LogEntry> entries, Released release, GitRepository git) throws IOException {
        JsonNode statement;
        try {
            statement = Json.read(new String(envelope.payload(), StandardCharsets.UTF_8));
        } catch (JsonProcessingException none) {
            return Optional.of("holds no JSON");
        }
        boolean kind = envelope.payloadType().equals(Envelope.IN_TOTO)
                && statement.path("predicateType").asText().equals(ApprovalStatement.PREDICATE);
        if (!kind) {
            return Optional.of("is no statement of an approval");
        }
        Map<String, String> digests = new HashMap<>();
        statement
                .path("subject")
                .forEach(subject -> subject.path("digest")
                        .properties()
                        .forEach(digest ->
                                digests.put(digest.getKey(), digest.getValue().asText())));
        if (!release.commit().equals(digests.get("gitCommit"))
                || !release.tagObject().equals(digests.get("gitTag"))) {
            return Optional.of("is about another commit or tag than was released");
        }
        Optional<String> tree = git.commit(release.commit()).map(Commit::tree);
        if (tree.isPresent() && !tree.get().equals(digests.get("gitTree"))) {
            return Optional.of("is about another tree than the released commit has");
        }
        String head = statement.at("/predicate/log/digest/sha256").asText();
        return entries.stream().anyMatch(entry -> entry.hash().equals(head))
                ? Optional.empty()
                : Optional.of("names a state of the log that this log never had");
    }
}
