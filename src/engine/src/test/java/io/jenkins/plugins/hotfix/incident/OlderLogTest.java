package io.jenkins.plugins.hotfix.incident;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.hotfix.incident.Fact.RunEnded;
import io.jenkins.plugins.hotfix.json.Json;
import io.jenkins.plugins.hotfix.json.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Logs that earlier versions wrote are read, verified and gone on with. Those of 0.1 come from real runs; they are never
 * written anew.
 */
class OlderLogTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"resolved,RESOLVED,22", "rolled-back,ROLLED_BACK,40"})
    void isReadAndGivesTheSameStatus(String name, Status status, int entries) throws IOException {
        IncidentLog log = IncidentLog.open(copy(name));

        assertThat(log.entries()).hasSize(entries);
        assertThat(log.torn()).isEmpty();
        assertThat(log.incident().status()).isEqualTo(status);
        assertThat(log.incident().log().hash()).isEqualTo(log.head());
    }

    @ParameterizedTest
    @ValueSource(strings = {"resolved", "rolled-back"})
    void addsUpToWhatItsReportSaid(String name) throws IOException {
        JsonNode then = Json.read(text(name + ".json"));
        IncidentLog log = IncidentLog.open(copy(name));
        int known = then.path("log").path("entries").asInt();

        JsonNode now = Json.tree(Incident.logged(log.entries().subList(0, known)));

        for (String member :
                List.of("id", "title", "severity", "status", "hotfix", "declaredAt", "deployedAt", "endedAt", "log")) {
            assertThat(now.get(member)).as(member).isEqualTo(then.get(member));
        }
        assertThat(log.incident().logHad(then.path("log").path("hash").textValue()))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"resolved", "rolled-back"})
    void canBeGoneOnWith(String name) throws IOException {
        Path file = copy(name);
        String before = Files.readString(file);
        IncidentLog.open(file).append(new Event(EveryFact.NIGHT, "rita", new Fact.Mitigated("more")));

        assertThat(Files.readString(file)).startsWith(before);
        assertThat(IncidentLog.open(file).incident().mitigation()).contains(new Fact.Mitigated("more"));
    }

    @Test
    void keepsItsHashesWhereThisVersionWouldWriteMore() throws IOException {
        Event ended = new Event(EveryFact.NIGHT, "rita", new RunEnded("done", "", 0, 0));
        ObjectNode entry =
                (ObjectNode) Json.read(LogEntry.after(LogEntry.NONE, 1, ended).line());
        entry.remove("hash");
        ((ObjectNode) entry.path("data")).remove("gitProcesses");
        String hash = Sha256.hex(Json.canonical(entry));
        Path file = directory.resolve("timeline.jsonl");
        Files.writeString(file, Json.canonical(entry.put("hash", hash)) + "\n");

        Incident incident = IncidentLog.open(file).incident();

        assertThat(incident.log()).isEqualTo(new Incident.LogHead(1, hash));
        assertThat(incident.logHad(hash)).isTrue();
        LogEntry next = IncidentLog.open(file).append(ended);
        assertThat(incident.with(List.of(ended)).log()).isEqualTo(new Incident.LogHead(2, next.hash()));
    }

    private Path copy(String name) throws IOException {
        return Files.writeString(directory.resolve(name + ".jsonl"), text(name + ".jsonl"));
    }

    private static String text(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(OlderLogTest.class.getResourceAsStream("0.1/" + name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
