package io.jenkins.plugins.hotfix.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.incident.Event;
import io.jenkins.plugins.hotfix.incident.EveryFact;
import io.jenkins.plugins.hotfix.incident.Fact.Mitigated;
import io.jenkins.plugins.hotfix.incident.IncidentLog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which entry of a log somebody touched, by its own hashes and by a copy that they could not reach. */
class LogLinesTest {
    private static final int ENTRY = 5;

    @TempDir
    Path directory;

    private final List<Event> events = new ArrayList<>(EveryFact.events());
    private byte[] log;

    @BeforeEach
    void aLog() throws Exception {
        log = written("log", events);
    }

    private byte[] written(String name, List<Event> what) throws Exception {
        Path file = directory.resolve(name);
        IncidentLog.open(file).append(what);
        return Files.readAllBytes(file);
    }

    private List<String> lines() {
        return new ArrayList<>(new String(log, StandardCharsets.UTF_8).lines().toList());
    }

    private static String damage(List<String> lines) {
        byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        return LogLines.of(bytes).firstDamage().orElseThrow();
    }

    private String difference(List<Event> rewritten) throws Exception {
        byte[] other = written("rewritten", rewritten);
        assertThat(LogLines.of(other).firstDamage()).isEmpty();
        return LogLines.of(other).firstDifference(LogLines.of(log)).orElseThrow();
    }

    @Test
    void nothingIsWrongWithAnUntouchedOne() {
        assertThat(LogLines.of(log).firstDamage()).isEmpty();
        assertThat(LogLines.of(log).firstDifference(LogLines.of(log))).isEmpty();
    }

    @Test
    void aChangedLineIsNamed() {
        List<String> lines = lines();
        lines.set(ENTRY - 1, lines.get(ENTRY - 1).replaceFirst("\"at\":\"2", "\"at\":\"1"));

        assertThat(damage(lines)).startsWith("line 5:").endsWith("was changed after it was written");
    }

    @Test
    void aRemovedLineIsNamed() {
        List<String> lines = lines();
        lines.remove(ENTRY - 1);

        assertThat(damage(lines)).startsWith("line 5: entry 5 was removed");
    }

    @Test
    void theFirstLineToo() {
        List<String> lines = lines();
        lines.remove(0);

        assertThat(damage(lines)).startsWith("line 1: entry 1 was removed");
    }

    @Test
    void anInsertedLineIsNamed() {
        List<String> lines = lines();
        lines.add(ENTRY, lines.get(2));

        assertThat(damage(lines)).startsWith("line 6:").endsWith("was inserted; entry 3 is there before");
    }

    @Test
    void aMovedLineIsNamed() {
        List<String> lines = lines();
        Collections.swap(lines, ENTRY - 1, ENTRY + 1);

        assertThat(damage(lines)).startsWith("line 5: entry 5 was moved, to line 7");
    }

    @Test
    void oneWhoseHashWasWorkedOutAnewIsNamed() throws Exception {
        List<Event> forged = new ArrayList<>(events);
        Event old = forged.get(ENTRY - 1);
        forged.set(ENTRY - 1, new Event(old.at(), "mallory", old.fact()));
        String line = new String(written("forged", forged), StandardCharsets.UTF_8)
                .lines()
                .toList()
                .get(ENTRY - 1);
        List<String> lines = lines();
        lines.set(ENTRY - 1, line);

        assertThat(damage(lines)).startsWith("line 5:").contains("mallory", "with a new hash");
    }

    @Test
    void aLogWrittenAnewWithHashesThatFitIsFoundByACopy() throws Exception {
        List<Event> changed = new ArrayList<>(events);
        Event old = changed.get(ENTRY - 1);
        changed.set(ENTRY - 1, new Event(old.at(), "mallory", old.fact()));
        assertThat(difference(changed)).startsWith("entry 5 was changed").contains("mallory");
    }

    @Test
    void whatWasLeftOutOfItIsFoundByACopy() throws Exception {
        List<Event> shorter = new ArrayList<>(events);
        shorter.remove(ENTRY - 1);
        assertThat(difference(shorter)).startsWith("entry 5 was removed");
    }

    @Test
    void whatWasPutIntoItIsFoundByACopy() throws Exception {
        List<Event> longer = new ArrayList<>(events);
        longer.add(ENTRY - 1, new Event(events.get(0).at(), "mallory", new Mitigated("nothing to see")));
        assertThat(difference(longer)).startsWith("entry 5 was inserted").contains("mallory");
    }

    @Test
    void whatWasMovedIsFoundByACopy() throws Exception {
        List<Event> moved = new ArrayList<>(events);
        Collections.swap(moved, ENTRY - 1, ENTRY + 1);
        assertThat(difference(moved)).startsWith("entry 5 was moved");
    }

    @Test
    void whatIsMissingAtItsEndIsFoundByACopy() throws Exception {
        assertThat(difference(events.subList(0, events.size() - 2)))
                .startsWith("its last 2 entries are missing, from entry " + (events.size() - 1) + " on");
    }
}
