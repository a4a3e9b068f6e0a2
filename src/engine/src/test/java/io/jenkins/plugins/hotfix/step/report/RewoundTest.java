package io.jenkins.plugins.hotfix.step.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.incident.Fact.Rewound;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.incident.Status;
import io.jenkins.plugins.hotfix.step.Drill;
import io.jenkins.plugins.hotfix.step.Problem;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Before the run calls itself done it sees whether the remote still has what it put there. */
class RewoundTest {
    @TempDir
    Path directory;

    private Drill drill;

    @BeforeEach
    void release() throws Exception {
        drill = Drill.of(directory);
        drill.released();
    }

    private String forced(String ref, String to) {
        drill.origin.git("update-ref", ref, to);
        return drill.origin.id(to);
    }

    @Test
    void productionThatWasForcedBackDuringTheDeploymentIsTheLoudestLine() throws Exception {
        String origin = drill.origin.directory().toString();
        drill.step(
                "deployProd",
                Map.of("command", "git -C '" + origin + "' update-ref refs/heads/main 'v1.4.2^{commit}'"));
        drill.step("backportDevelop");
        String refs = drill.refs();

        Problem problem = drill.leftOver();

        assertThat(problem.kind()).isEqualTo(Problem.Kind.FAILED);
        assertThat(problem.sentence())
                .startsWith("PRODUCTION'S REPOSITORY WAS CHANGED")
                .contains("main is at");
        assertThat(drill.said).contains("!".repeat(100));
        Incident incident = drill.incident();
        assertThat(incident.status()).isEqualTo(Status.DEPLOYED);
        assertThat(incident.rewound())
                .containsExactly(new Rewound(
                        "refs/heads/main",
                        incident.release().orElseThrow().commit(),
                        drill.origin.id("v1.4.2^{commit}")));
        assertThat(drill.refs()).contains(Drill.BRANCH).doesNotContain("refs/hotfix/lock");
        assertThat(refs).contains(Drill.BRANCH);
    }

    @Test
    void whatIsPushedBackIsFoundAndTheIncidentIsResolved() throws Exception {
        drill.step("deployProd", Map.of("command", "true"));
        drill.step("backportDevelop");
        String release = drill.incident().release().orElseThrow().commit();
        forced("refs/heads/main", "v1.4.2^{commit}");
        drill.leftOver();
        drill.leftOver();
        assertThat(drill.incident().all(Rewound.class)).as("said once").hasSize(1);

        forced("refs/heads/main", release);
        drill.origin.commit("main", "The next change", Map.of("README.md", "More\n"));
        Incident incident = drill.cleanUp();

        assertThat(incident.rewound()).isEmpty();
        assertThat(incident.status()).isEqualTo(Status.RESOLVED);
        assertThat(drill.refs()).doesNotContain(Drill.BRANCH);
    }

    @Test
    void aTagThatWasMovedAndATargetThatWasForcedBackAreSeenToo() throws Exception {
        drill.step("deployProd", Map.of("command", "true"));
        String develop = drill.tip("develop");
        drill.step("backportDevelop");
        String tag = drill.incident().release().orElseThrow().tag();
        forced("refs/tags/" + tag, "v1.4.2");
        forced("refs/heads/develop", develop);

        drill.leftOver();

        assertThat(drill.incident().rewound())
                .extracting(Rewound::what)
                .containsExactly("refs/tags/" + tag, "refs/heads/develop");
    }

    @Test
    void aBranchThatPeoplePushedToAfterTheReleaseStays() throws Exception {
        drill.step("deployProd", Map.of("command", "true"));
        drill.step("backportDevelop");
        String later = drill.origin.commit(Drill.BRANCH, "One more thing", Map.of("README.md", "Later\n"));

        drill.cleanUp();

        assertThat(drill.tip(Drill.BRANCH)).isEqualTo(later);
        assertThat(drill.said).anyMatch(line -> line.contains("it has commits that were not released"));
    }

    @Test
    void aRunAfterTheCleanUpStillSeesWhatWasForcedBack() throws Exception {
        drill.step("deployProd", Map.of("command", "true"));
        drill.step("backportDevelop");
        drill.cleanUp();
        assertThat(drill.incident().cleanup()).isPresent();
        String released = drill.incident().release().orElseThrow().commit();
        forced("refs/heads/main", "v1.4.2^{commit}");
        drill.resumed();

        assertThat(drill.leftOver().sentence())
                .startsWith("PRODUCTION'S REPOSITORY WAS CHANGED")
                .contains("main is at", "this run deleted no branch");
        assertThat(drill.incident().status()).isEqualTo(Status.DEPLOYED);

        forced("refs/heads/main", released);
        drill.resumed();
        drill.cleanUp();
        assertThat(drill.incident().status()).isEqualTo(Status.RESOLVED);
        assertThat(drill.refs()).doesNotContain("refs/hotfix/lock");
    }
}
