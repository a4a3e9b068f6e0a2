package io.jenkins.plugins.hotfix.local.endurance;

import io.jenkins.plugins.hotfix.local.endurance.Drill.Plan;
import io.jenkins.plugins.hotfix.local.endurance.FaultyProxy.Fault;
import io.jenkins.plugins.hotfix.local.endurance.Kill.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The server of the repository is reached over HTTP, refuses, hangs, and loses answers; then everything was done, once. */
@EnabledOnOs(OS.LINUX)
class UnreliableRemoteTest {
    @TempDir
    private static Path scratch;

    private static Drill drill;
    private static Census census;
    private static List<String> exchanges;

    @BeforeAll
    static void findOutWhatIsAsked() throws Exception {
        drill = new Drill("unreliable-remote", Scenario.FIXED, scratch);
        List<FaultyProxy> proxies = new ArrayList<>();
        census = drill.undisturbed(place -> {
            FaultyProxy proxy = FaultyProxy.before(place, Optional.empty());
            proxies.add(proxy);
            return proxy;
        });
        exchanges = proxies.get(0).exchanges();
    }

    @AfterAll
    static void tell() throws IOException {
        drill.close();
    }

    @TestFactory
    Stream<DynamicTest> anExchangeIsSpoiled() {
        return drill.tests(drill.sample().of(faults(), 0.15).stream()
                .map(fault ->
                        new Plan(fault.toString(), place -> FaultyProxy.before(place, Optional.of(fault)), List.of()))
                .toList());
    }

    /** Unlike the files of a repository, its server lives on. */
    @TestFactory
    Stream<DynamicTest> killedAtACallOfGit() {
        return drill.tests(drill.sample().of(census.kills(Kind.GIT), 0.05).stream()
                .map(kill -> new Plan(
                        kill + " over HTTP", place -> FaultyProxy.before(place, Optional.empty()), List.of(kill)))
                .toList());
    }

    private static List<Fault> faults() {
        return IntStream.range(0, exchanges.size())
                .boxed()
                .flatMap(i -> Arrays.stream(Fault.Way.values()).map(way -> new Fault(way, i + 1, exchanges.get(i))))
                .toList();
    }
}
