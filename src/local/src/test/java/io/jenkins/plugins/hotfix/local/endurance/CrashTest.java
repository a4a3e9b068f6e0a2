package io.jenkins.plugins.hotfix.local.endurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.hotfix.local.endurance.Drill.Plan;
import io.jenkins.plugins.hotfix.local.endurance.Kill.Kind;
import io.jenkins.plugins.hotfix.local.endurance.Kill.Moment;
import io.jenkins.plugins.hotfix.local.endurance.Kill.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A hotfix is killed and resumed; then everything was done, once, and is on record. */
@EnabledOnOs(OS.LINUX)
class CrashTest {
    @TempDir
    private static Path scratch;

    private static Drill drill;
    private static Census census;

    @BeforeAll
    static void findOutWhereItCanBeHit() throws Exception {
        drill = new Drill("crash", Scenario.FIXED, scratch);
        census = drill.undisturbed(Remote::ofFiles);
    }

    @AfterAll
    static void tell() throws IOException {
        drill.close();
    }

    @TestFactory
    Stream<DynamicTest> killedAtACallOfGit() {
        return drill.once(drill.sample().of(census.kills(Kind.GIT), 0.3));
    }

    @TestFactory
    Stream<DynamicTest> killedAtAWriteToTheArchive() {
        assumeTrue(drill.seesTheDisk(), "There is no C compiler, so nobody sees the writes.");
        return drill.once(drill.sample().of(census.kills(Kind.DISK), 0.15));
    }

    @TestFactory
    Stream<DynamicTest> killedAtACommand() {
        return drill.once(drill.sample().of(census.kills(Kind.COMMAND), 0.15));
    }

    /** In every sample: nobody can tell how the deployment ended, so a person at a terminal says what is done. */
    @TestFactory
    Stream<DynamicTest> killedWithTheDeployment() {
        assumeTrue(Person.canSit(), "Without script (util-linux) nobody can be at a terminal.");
        List<Kill> kills = drill.sample().wanted(census.kills(Kind.COMMAND)).stream()
                .filter(kill ->
                        kill.what().equals("deploy") && kill.moment() == Moment.DURING && kill.scope() == Scope.GROUP)
                .toList();
        return kills.isEmpty()
                ? Stream.empty()
                : Stream.concat(
                        drill.once(kills),
                        Stream.of(DynamicTest.dynamicTest(
                                "somebody was asked",
                                () -> assertThat(drill.answered()).isPositive())));
    }

    /** The second time while it is resumed. */
    @TestFactory
    Stream<DynamicTest> killedTwice() {
        return drill.tests(drill.sample().of(pairs(), 0.1).stream()
                .map(pair -> new Plan(pair.toString(), Remote::ofFiles, pair))
                .toList());
    }

    /** To each first kill a second one: not all of them, which would be hundreds of thousands. */
    private static List<List<Kill>> pairs() {
        List<Kill> kills = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            kills.addAll(census.kills(kind));
        }
        Random random = drill.sample().random();
        return kills.stream()
                .map(first -> {
                    List<Kill> later = kills.stream()
                            .filter(second -> census.isReached(second, first))
                            .toList();
                    return List.of(first, later.get(random.nextInt(later.size())));
                })
                .toList();
    }
}
