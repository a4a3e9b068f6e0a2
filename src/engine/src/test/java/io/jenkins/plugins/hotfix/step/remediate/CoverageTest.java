package io.jenkins.plugins.hotfix.step.remediate;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.audit.CoverageTable;
import io.jenkins.plugins.hotfix.audit.Since;
import io.jenkins.plugins.hotfix.git.TestRepository;
import io.jenkins.plugins.hotfix.step.Drill;
import io.jenkins.plugins.hotfix.survey.LiveBranches;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is on record of the commits that reached production past review. */
class CoverageTest {
    @TempDir
    Path temporary;

    Drill drill;
    TestRepository origin;

    @BeforeEach
    void aService() throws Exception {
        origin = TestRepository.bare(temporary.resolve("origin.git"));
        origin.commit("main", "The shop (#1)", Map.of("total.sh", "echo 500\n"));
        origin.branch("staging", "main");
        drill = Drill.on(temporary, origin);
    }

    private CoverageTable coverage(@Nullable Instant since) throws Exception {
        return CoverageTable.of(
                drill.git(), LiveBranches.fetch(drill.git(), null, List.of("staging")), drill.others, since);
    }

    @Test
    void onlyWhatCameThroughReviewIsNoGap() throws Exception {
        origin.commit("main", "Reviewed (#2)", Map.of("a", "1"));
        assertThat(coverage(null).direct()).isEmpty();

        String pushed = origin.commit("main", "=Fix at 3am", Map.of("b", "1"));
        CoverageTable table = coverage(null);
        assertThat(table.arrived()).isEqualTo(3);
        assertThat(table.direct()).singleElement().satisfies(row -> {
            assertThat(row.commit()).isEqualTo(pushed);
            assertThat(row.gaps()).containsExactly("incident", "approval", "test", "ticket", "backport to staging");
        });
        assertThat(table.csv()).contains(",'=Fix at 3am,");
        assertThat(drill.problem("hotfixCoverage", Map.of("to", "staging")).sentence())
                .startsWith("Coverage: of 3 commits on main, 1 came without a pull request or a hotfix");
        assertThat(drill.files).containsKeys("hotfix-coverage.csv", "hotfix-coverage.json");
    }

    @Test
    void aDirectPushThatWasRemediatedAndReviewedIsCoveredOnceItIsOnTheOtherBranch() throws Exception {
        origin.commit("main", "Fix at 3am", Map.of("b", "1"));
        Map<String, Object> arguments = Map.of("all", true, "ticket", "OPS-7");
        drill.step("hotfixRemediate", arguments);
        drill.approve("remediate", "carol", Map.of());
        drill.step("hotfixRemediate", arguments);
        drill.others.add(drill.incident());
        assertThat(coverage(null).direct().get(0).gaps()).containsExactly("approval", "test", "backport to staging");

        new Review(drill).record("dora", true, "fine");
        drill.others.set(0, drill.incident());
        origin.git("branch", "--force", "staging", "OPS-7-hotfix-backport");
        CoverageTable table = coverage(null);
        assertThat(table.gaps()).isZero();
        assertThat(table.direct().get(0).ticket()).isEqualTo("OPS-7");
    }

    @Test
    void whatCameBeforeThePeriodDoesNotCount() throws Exception {
        origin.commit("main", "Old push", Map.of("b", "1"));
        String last = origin.commit("main", "New push", Map.of("c", "1"));
        Instant since = Instant.ofEpochSecond(Long.parseLong(origin.git("log", "-1", "--format=%ct", last)));
        assertThat(coverage(since).direct())
                .extracting(CoverageTable.Row::commit)
                .containsExactly(last);
        assertThat(Since.of("2w", drill.clock()))
                .isEqualTo(drill.clock().instant().minusSeconds(14 * 86_400));
    }
}
