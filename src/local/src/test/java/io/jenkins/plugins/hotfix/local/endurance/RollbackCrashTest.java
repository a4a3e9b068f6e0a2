package io.jenkins.plugins.hotfix.local.endurance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.hotfix.local.endurance.Kill.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A hotfix whose deployment fails is killed and resumed; then production was rolled back, once, and all is on record. */
@EnabledOnOs(OS.LINUX)
class RollbackCrashTest {
    @TempDir
    private static Path scratch;

    private static Drill drill;
    private static Census census;

    @BeforeAll
    static void findOutWhereItCanBeHit() throws Exception {
        drill = new Drill("rollback-crash", Scenario.ROLLED_BACK, scratch);
        census = drill.undisturbed(Remote::ofFiles);
    }

    @AfterAll
    static void tell() throws IOException {
        drill.close();
    }

    @TestFactory
    Stream<DynamicTest> killedAtACallOfGit() {
        return drill.once(drill.sample().of(census.kills(Kind.GIT), 0.05));
    }

    @TestFactory
    Stream<DynamicTest> killedAtAWriteToTheArchive() {
        assumeTrue(drill.seesTheDisk(), "There is no C compiler, so nobody sees the writes.");
        return drill.once(drill.sample().of(census.kills(Kind.DISK), 0.05));
    }

    @TestFactory
    Stream<DynamicTest> killedAtACommand() {
        return drill.once(drill.sample().of(census.kills(Kind.COMMAND), 0.05));
    }
}
