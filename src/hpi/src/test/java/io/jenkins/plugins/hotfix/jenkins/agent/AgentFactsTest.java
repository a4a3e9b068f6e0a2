package io.jenkins.plugins.hotfix.jenkins.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.incident.Fact;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AgentFactsTest {
    private static final Instant NOW = Instant.parse("2026-01-17T03:12:30Z");

    static List<Fact> onlyTheControllers() {
        return List.of(
                new Fact.Approved("deploy", "5e856a8", "bob", NOW, "Jenkins", Map.of()),
                new Fact.Refused("deploy", "5e856a8", "bob", "no"),
                new Fact.RunStarted("Hotfix #1", null, "alice", false),
                new Fact.RunEnded("done", "", 1, 1));
    }

    @ParameterizedTest
    @MethodSource("onlyTheControllers")
    void anAgentCannotTellWhoAnsweredAGateNorHowTheRunWent(Fact fact) {
        assertThat(AgentFacts.admissible(List.of(halted(), fact))).isFalse();
    }

    @Test
    void anAgentTellsWhatItDid() {
        assertThat(AgentFacts.admissible(List.of(halted()))).isTrue();
    }

    private static Fact halted() {
        return new Fact.Halted("hotfixTag", "failed", "The remote does not answer.");
    }
}
