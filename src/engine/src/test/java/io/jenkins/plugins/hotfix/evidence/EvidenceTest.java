package io.jenkins.plugins.hotfix.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.jenkins.plugins.hotfix.audit.BundleFile;
import io.jenkins.plugins.hotfix.audit.Finding;
import io.jenkins.plugins.hotfix.audit.Finding.Verdict;
import io.jenkins.plugins.hotfix.audit.Verification;
import io.jenkins.plugins.hotfix.git.SigningKey;
import io.jenkins.plugins.hotfix.git.TestRepository;
import io.jenkins.plugins.hotfix.git.repository.GitRepository;
import io.jenkins.plugins.hotfix.incident.Fact.Released;
import io.jenkins.plugins.hotfix.json.Json;
import io.jenkins.plugins.hotfix.record.RecordRefs;
import io.jenkins.plugins.hotfix.record.Records;
import io.jenkins.plugins.hotfix.step.Drill;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The statement of an approval, signed by real keys, and the bundle that is verified with nothing else. */
class EvidenceTest {
    private static final RecordRefs REFS = new RecordRefs(RecordRefs.BRANCHES);

    @TempDir
    Path directory;

    private Drill throughout(@Nullable SigningKey key) throws IOException {
        Drill drill = Drill.of(directory).keepingRecord();
        if (key != null) {
            TestRepository clone = drill.origin.cloneTo(directory.resolve("clone"));
            key.signs(clone);
            drill.from(clone);
        }
        drill.deployed();
        drill.step("backportDevelop");
        drill.step("writeIncidentReport", Map.of("last", true));
        return drill;
    }

    private Path bundle(Drill drill) throws IOException {
        Path scratch = Files.createDirectories(directory.resolve("bundling"));
        Path file = directory.resolve("incident.zip");
        try (GitRepository git = GitRepository.open(
                TestRepository.git(),
                scratch.resolve("git"),
                null,
                drill.origin.directory().toString())) {
            Records.Place place = new Records(git, REFS)
                    .of(String.valueOf(drill.incident().id()))
                    .orElseThrow();
            BundleFile.write(file, git, place, drill.incident(), scratch);
        }
        return file;
    }

    private List<Finding> verified(Path bundle, @Nullable SigningKey trusted, boolean signed) throws IOException {
        Path place = Files.createTempDirectory(directory, "auditor");
        BundleFile.unpack(bundle, place);
        TestRepository auditor = TestRepository.init(place.resolve("own"));
        if (trusted != null) {
            trusted.trustedBy(auditor);
        }
        try (GitRepository git = GitRepository.open(
                TestRepository.git(),
                place.resolve("git"),
                auditor.directory(),
                place.resolve(BundleFile.RECORD).toString())) {
            Records records = new Records(git, REFS);
            Records.Place record = records.all().values().iterator().next();
            Path log = Files.createDirectories(place.resolve(record.incident())).resolve(Records.LOG);
            for (Map.Entry<String, byte[]> file :
                    records.contents(record.commit()).entrySet()) {
                Files.write(log.resolveSibling(file.getKey()), file.getValue());
            }
            return Verification.ofBundle(
                    log,
                    git,
                    REFS,
                    signed,
                    Files.readAllBytes(place.resolve(BundleFile.COMMIT)),
                    Files.readAllBytes(place.resolve(BundleFile.TAG)));
        }
    }

    private static List<String> faults(JsonNode predicate) throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(
                        Files.readString(Path.of("../../docs/schema/approval-predicate.schema.json")), InputFormat.JSON)
                .validate(predicate.toString(), InputFormat.JSON)
                .stream()
                .map(Object::toString)
                .toList();
    }

    @Test
    void theEncodingIsThatOfTheSpecification() {
        byte[] signed = Envelope.preAuthentication(
                "http://example.com/HelloWorld", "hello world".getBytes(StandardCharsets.UTF_8));

        assertThat(new String(signed, StandardCharsets.UTF_8))
                .isEqualTo("DSSEv1 29 http://example.com/HelloWorld 11 hello world");
    }

    @Test
    void anythingElseIsNoEnvelope() {
        assertThat(Envelope.parse("{}")).isEmpty();
        assertThat(Envelope.parse("no JSON")).isEmpty();
        assertThat(Envelope.parse("{\"payload\":\"?\",\"payloadType\":\"x\",\"signatures\":[{}]}"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssh", "gpg"})
    void anApprovalIsBoundToWhatWasReleasedAndVerifiedOffline(String format) throws Exception {
        try (SigningKey key = SigningKey.make(format, directory.resolve("key"))) {
            Drill drill = throughout(key);
            Released release = drill.incident().release().orElseThrow();
            Envelope envelope =
                    Envelope.parse(drill.files.get("approval.dsse.json")).orElseThrow();
            JsonNode statement = Json.read(new String(envelope.payload(), StandardCharsets.UTF_8));

            assertThat(statement.path("_type").asText()).isEqualTo("https://in-toto.io/Statement/v1");
            assertThat(statement.at("/subject/0/digest/gitCommit").asText()).isEqualTo(release.commit());
            assertThat(statement.at("/subject/1/digest/gitTree").asText())
                    .isEqualTo(drill.origin.git("rev-parse", release.commit() + "^{tree}"));
            assertThat(statement.at("/subject/2/digest/gitTag").asText()).isEqualTo(release.tagObject());
            assertThat(statement.at("/predicate/approvals/0/by").asText()).isEqualTo("bob");

            assertThat(faults(statement.path("predicate"))).isEmpty();

            List<Finding> findings = verified(bundle(drill), key, true);
            assertThat(findings)
                    .filteredOn(finding -> finding.verdict() != Verdict.FITS)
                    .isEmpty();
            assertThat(findings)
                    .extracting(Finding::subject)
                    .contains("evidence of the approval", "commit", "tag", "log and record", "incident.html");
        }
    }

    @Test
    void aStrangersSignatureIsFound() throws Exception {
        try (SigningKey stranger = SigningKey.make("ssh", directory.resolve("stranger"));
                SigningKey trusted = SigningKey.make("ssh", directory.resolve("trusted"))) {
            assertThat(verified(bundle(throughout(stranger)), trusted, false))
                    .filteredOn(finding -> finding.subject().equals("evidence of the approval"))
                    .singleElement()
                    .satisfies(finding -> {
                        assertThat(finding.verdict()).isEqualTo(Verdict.WRONG);
                        assertThat(finding.says()).contains("No principal matched");
                    });
        }
    }

    @Test
    void whereGitDoesNotSignTheStatementIsThereAndSaidNotToBeSigned() throws Exception {
        Drill drill = throughout(null);

        assertThat(drill.files).containsKey("approval.intoto.json").doesNotContainKey("approval.dsse.json");
        assertThat(verified(bundle(drill), null, false))
                .filteredOn(finding -> finding.subject().equals("evidence of the approval"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.says()).isEqualTo("it is not signed"));
    }

    @Test
    void whatIsNoBundleIsNotUnpacked() throws Exception {
        Path file = directory.resolve("hostile.zip");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("../outside"));
            zip.write(1);
        }
        Path place = Files.createDirectories(directory.resolve("place"));

        assertThatThrownBy(() -> BundleFile.unpack(file, place))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("does not belong there");
        assertThat(directory.resolve("outside")).doesNotExist();
    }
}
