package io.jenkins.plugins.hotfix.step.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.audit.Finding;
import io.jenkins.plugins.hotfix.audit.Finding.Verdict;
import io.jenkins.plugins.hotfix.audit.Verification;
import io.jenkins.plugins.hotfix.git.SigningKey;
import io.jenkins.plugins.hotfix.git.TestRepository;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.incident.Fact.Released;
import io.jenkins.plugins.hotfix.record.RecordRefs;
import io.jenkins.plugins.hotfix.step.Drill;
import io.jenkins.plugins.hotfix.step.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Merges, tags and backports that git signs as it is configured, and what an audit makes of the signatures. */
class SignedReleaseTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"ssh", "gpg"})
    void whatIsSignedByATrustedKeyFits(String format) throws Exception {
        try (SigningKey key = SigningKey.make(format, directory.resolve("key"))) {
            Drill drill = signed(key);

            List<Finding> findings = audit(drill, key, true);

            assertThat(findings).extracting(Finding::verdict).containsOnly(Verdict.FITS);
            assertThat(findings)
                    .filteredOn(finding -> finding.subject().endsWith("signature"))
                    .hasSize(4)
                    .allSatisfy(finding -> assertThat(finding.says()).containsIgnoringCase("good"))
                    .allSatisfy(finding -> assertThat(finding.says()).contains("hotfix@example.org"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssh", "gpg"})
    void whatIsSignedByAStrangerDoesNot(String format) throws Exception {
        try (SigningKey stranger = SigningKey.make(format, directory.resolve("stranger"));
                SigningKey trusted = SigningKey.make(format, directory.resolve("trusted"))) {
            Drill drill = signed(stranger);

            assertThat(audit(drill, trusted, true))
                    .filteredOn(finding -> finding.subject().endsWith("signature"))
                    .hasSize(4)
                    .allSatisfy(finding -> {
                        assertThat(finding.verdict()).isEqualTo(Verdict.WRONG);
                        assertThat(finding.says()).containsAnyOf("No principal matched", "No public key");
                    });
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsNotSignedIsWrongOnlyWhereSignaturesAreRequired(boolean required) throws Exception {
        Drill drill = Drill.of(directory).keepingRecord();
        drill.deployed();
        drill.step("backportDevelop");

        assertThat(audit(drill, null, required))
                .filteredOn(finding -> finding.subject().endsWith("signature"))
                .hasSize(4)
                .extracting(Finding::verdict)
                .containsOnly(required ? Verdict.WRONG : Verdict.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssh", "gpg"})
    void aTagThatWasMovedIsFoundThoughItsSignatureIsGood(String format) throws Exception {
        try (SigningKey key = SigningKey.make(format, directory.resolve("key"))) {
            Drill drill = signed(key);
            String tag = drill.incident().release().orElseThrow().tag();
            key.signs(drill.origin);
            drill.origin.git("tag", "--force", "-m", "Moved", tag, "main^1");

            assertThat(wrong(audit(drill, key, true)))
                    .containsExactly("tag " + tag + " is another one than was put on record");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssh", "gpg"})
    void aMergeThatWasRewrittenIsFound(String format) throws Exception {
        try (SigningKey key = SigningKey.make(format, directory.resolve("key"))) {
            Drill drill = signed(key);
            Released release = drill.incident().release().orElseThrow();
            String rewritten = drill.origin.git(
                    "commit-tree", "-m", "HOTFIX: nothing", "-p", release.previous(), release.previous() + "^{tree}");
            drill.origin.git("update-ref", "refs/heads/main", rewritten);

            assertThat(wrong(audit(drill, key, true)))
                    .contains("merge " + release.commit().substring(0, 12) + " is not in main");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssh", "gpg"})
    void whereTheKeyIsMissingNothingIsPushedAndTheSentenceSaysSo(String format) throws Exception {
        try (SigningKey key = SigningKey.make(format, directory.resolve("key"))) {
            Drill drill = Drill.of(directory);
            TestRepository clone = drill.origin.cloneTo(directory.resolve("clone"));
            drill.from(clone);
            drill.approved();
            String refs = drill.refs();
            key.signs(clone);
            clone.git("config", "user.signingKey", directory.resolve("nowhere").toString());

            Problem problem = drill.onAnotherMachine().problem("hotfixTag", Map.of());

            assertThat(problem.sentence()).contains("cannot be signed", "nowhere");
            assertThat(drill.refs()).isEqualTo(refs);

            key.signs(clone);
            drill.onAnotherMachine().step("hotfixTag");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssh", "gpg"})
    void whereOnlyTheTagCannotBeSignedTheLockIsGivenBack(String format) throws Exception {
        try (SigningKey key = SigningKey.make(format, directory.resolve("key"))) {
            Drill drill = Drill.of(directory);
            TestRepository clone = drill.origin.cloneTo(directory.resolve("clone"));
            key.signs(clone);
            clone.git("config", "commit.gpgSign", "false");
            clone.git("config", "user.signingKey", directory.resolve("nowhere").toString());
            drill.from(clone);
            drill.approved();
            String refs = drill.refs();

            assertThat(drill.problem("hotfixTag", Map.of()).sentence()).contains("The tag cannot be signed");
            assertThat(drill.refs()).isEqualTo(refs);
        }
    }

    private Drill signed(SigningKey key) throws IOException {
        Drill drill = Drill.of(directory);
        TestRepository clone = drill.origin.cloneTo(directory.resolve("clone"));
        key.signs(clone);
        drill.keepingRecord().from(clone).deployed();
        drill.step("backportDevelop");
        return drill;
    }

    private List<Finding> audit(Drill drill, @Nullable SigningKey trusted, boolean required) throws IOException {
        TestRepository auditor = drill.origin.cloneTo(Files.createTempDirectory(directory, "auditor"));
        if (trusted != null) {
            trusted.trustedBy(auditor);
        }
        Path scratch = Files.createTempDirectory(directory, "audit");
        try (GitRepository git = GitRepository.open(TestRepository.git(), scratch, auditor.directory(), null)) {
            return Verification.of(
                            directory.resolve("timeline.jsonl"), git, new RecordRefs(RecordRefs.BRANCHES), required)
                    .stream()
                    .filter(finding -> !finding.subject().startsWith("rollback-plan"))
                    .toList();
        }
    }

    private static List<String> wrong(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.verdict() == Verdict.WRONG)
                .map(finding -> finding.subject() + " " + finding.says())
                .toList();
    }
}
