package io.jenkins.plugins.hotfix.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.hotfix.incident.Fact.LogRepaired;
import io.jenkins.plugins.hotfix.incident.Fact.Mitigated;
import io.jenkins.plugins.hotfix.json.Json;
import io.jenkins.plugins.hotfix.json.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IncidentLogTest {
    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void beginNothing() {
        file = directory.resolve("HOTFIX-1").resolve("timeline.jsonl");
    }

    @Test
    void aLineIsCanonicalJsonThatHashesTheLineBefore() throws IOException {
        IncidentLog log = IncidentLog.open(file);
        LogEntry first = log.append(mitigated("ä\t\"1\""));
        log.append(mitigated("2"));

        List<String> lines = Files.readAllLines(file);
        String hashed =
                "{\"actor\":\"rita\",\"at\":\"2026-01-17T01:02:03.004Z\",\"data\":{\"action\":\"ä\\t\\\"1\\\"\"},"
                        + "\"previous\":\"" + LogEntry.NONE + "\",\"seq\":1,\"type\":\"mitigated\"}";
        assertThat(first.hash()).isEqualTo(Sha256.hex(hashed));
        assertThat(lines.get(0))
                .isEqualTo(hashed.replace("\"previous\"", "\"hash\":\"" + first.hash() + "\",\"previous\""));
        assertThat(Json.read(lines.get(1)).path("previous").textValue()).isEqualTo(first.hash());
    }

    @Test
    void whatWasWrittenIsReadAgain() throws IOException {
        IncidentLog written = whole();

        IncidentLog read = IncidentLog.open(file);
        assertThat(read.entries()).isEqualTo(written.entries());
        assertThat(read.incident().events()).isEqualTo(EveryFact.events());
        assertThat(read.head())
                .isEqualTo(written.head())
                .isEqualTo(read.incident().log().hash());
        assertThat(read.torn()).isEmpty();
    }

    @Test
    void aReopenedLogGoesOnWhereItStopped() throws IOException {
        IncidentLog.open(file).append(mitigated("1"));
        IncidentLog.open(file).append(mitigated("2"));

        assertThat(IncidentLog.open(file).entries()).extracting(LogEntry::seq).containsExactly(1L, 2L);
    }

    @Test
    void aChangeOfAnyByteIsNoticed() throws IOException {
        IncidentLog log = IncidentLog.open(file);
        log.append(mitigated("drained \uFFFD the queue ä"));
        log.append(mitigated("2"));
        byte[] good = Files.readAllBytes(file);

        for (int i = 0; i < good.length - 1; i++) {
            for (int bit : new int[] {0x01, 0x20, 0x80}) {
                byte[] bad = good.clone();
                bad[i] ^= (byte) bit;
                Files.write(file, bad);
                assertThatThrownBy(() -> IncidentLog.open(file))
                        .as("byte %d ^ %x", i, bit)
                        .isInstanceOf(BrokenLogException.class);
            }
        }
    }

    @Test
    void invalidBytesAreNotTakenForTheReplacementCharacter() throws IOException {
        IncidentLog.open(file).append(mitigated("x\uFFFDy"));
        String text = Files.readString(file, StandardCharsets.UTF_8);
        Files.write(file, text.replace('\uFFFD', '\u00FF').getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> IncidentLog.open(file)).isInstanceOf(BrokenLogException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{ ", "{\"more\":1,", "{\"seq\":1,"})
    void anAddedSpaceOrMemberIsNoticed(String start) throws IOException {
        IncidentLog.open(file).append(mitigated("1"));
        Files.writeString(file, Files.readString(file).replaceFirst("\\{", start));

        assertThatThrownBy(() -> IncidentLog.open(file))
                .isInstanceOf(BrokenLogException.class)
                .hasMessageContaining("line 1")
                .hasMessageContaining("archived copy");
    }

    @Test
    void aRemovedLineIsNoticed() throws IOException {
        whole();
        for (int i = 0; i < EveryFact.events().size() - 1; i++) {
            List<String> lines = lines();
            lines.remove(i);
            assertBroken(lines);
            Files.delete(file);
            whole();
        }
    }

    @Test
    void aMovedOrRepeatedLineIsNoticed() throws IOException {
        whole();
        List<String> moved = lines();
        Collections.swap(moved, 3, 4);
        List<String> repeated = lines();
        repeated.add(repeated.get(repeated.size() - 1));

        assertBroken(moved);
        assertBroken(repeated);
    }

    @Test
    void aTornLastLineIsSaidAndKeptAndNoLineIsLost() throws IOException {
        IncidentLog log = IncidentLog.open(file);
        log.append(mitigated("1"));
        Files.writeString(file, "{\"actor\":\"ri", StandardOpenOption.APPEND);

        IncidentLog torn = IncidentLog.open(file);
        assertThat(torn.torn()).contains("{\"actor\":\"ri");
        assertThat(torn.entries()).hasSize(1);
        torn.append(mitigated("2"));

        IncidentLog repaired = IncidentLog.open(file);
        assertThat(repaired.torn()).isEmpty();
        assertThat(repaired.entries())
                .extracting(entry -> entry.event().fact())
                .containsExactly(new Mitigated("1"), new LogRepaired("{\"actor\":\"ri"), new Mitigated("2"));
    }

    @Test
    void aLineTornInTheMiddleOfACharacterCanBeRepaired() throws IOException {
        IncidentLog.open(file).append(mitigated("1"));
        Files.write(file, new byte[] {'{', (byte) 0xC3}, StandardOpenOption.APPEND);
        IncidentLog.open(file).append(mitigated("2"));

        assertThat(IncidentLog.open(file).entries()).hasSize(3);
    }

    @Test
    void whoeverWroteMeanwhileIsNotOverwritten() throws IOException {
        IncidentLog one = IncidentLog.open(file);
        IncidentLog other = IncidentLog.open(file);
        one.append(mitigated("1"));

        assertThatThrownBy(() -> other.append(mitigated("2")))
                .isInstanceOf(BrokenLogException.class)
                .hasMessageContaining("Another process wrote");
        assertThat(IncidentLog.open(file).entries()).hasSize(1);
    }

    @Test
    void textThatIsNoUnicodeCanBeWrittenAndRead() throws IOException {
        IncidentLog.open(file).append(mitigated("half a pair: \uD83D."));

        assertThatCode(() -> IncidentLog.open(file)).doesNotThrowAnyException();
    }

    @Test
    void aTypeOfANewerVersionIsSaid() throws IOException {
        String hashed = "{\"actor\":\"rita\",\"at\":\"2026-01-17T01:02:03.004Z\",\"data\":{},\"previous\":\""
                + LogEntry.NONE + "\",\"seq\":1,\"type\":\"levitated\"}";
        Files.createDirectories(file.getParent());
        Files.writeString(
                file, hashed.replace("\"previous\"", "\"hash\":\"" + Sha256.hex(hashed) + "\",\"previous\"") + "\n");

        assertThatThrownBy(() -> IncidentLog.open(file)).hasMessageContaining("read it with a newer one");
    }

    private IncidentLog whole() throws IOException {
        IncidentLog log = IncidentLog.open(file);
        for (Event event : EveryFact.events()) {
            log.append(event);
        }
        return log;
    }

    private List<String> lines() throws IOException {
        return new ArrayList<>(Files.readAllLines(file));
    }

    private void assertBroken(List<String> lines) throws IOException {
        Files.write(file, lines);
        assertThatThrownBy(() -> IncidentLog.open(file))
                .isInstanceOf(BrokenLogException.class)
                .hasMessageContaining("does not follow the line before it");
    }

    private static Event mitigated(String action) {
        return new Event(EveryFact.NIGHT, "rita", new Mitigated(action));
    }
}
