package io.jenkins.plugins.hotfix.step.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.incident.Fact.Surroundings;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.step.Drill;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of two hotfixes one after the other: what the second is called, and what it would go back to. */
class PredecessorTest {
    private static final Map<String, Object> NEXT = Map.of("tagFormat", "{next}");

    @TempDir
    Path directory;

    private Drill first;
    private Drill second;

    @BeforeEach
    void begin() throws Exception {
        first = Drill.of(directory);
        second = first.twin(Files.createDirectories(directory.resolve("second")));
    }

    private static void begun(Drill drill, String title) {
        drill.step("hotfixTriage", Map.of("description", title, "severity", "P0"));
        drill.step("hotfixBranch");
        String branch = drill.incident().branch().orElseThrow().branch();
        drill.origin.commit(branch, "fix: " + title, Map.of(title.replace(' ', '-'), "fixed\n"));
        drill.step("hotfixFix");
        drill.step("criticalTests", Map.of("command", "true"));
        drill.approve("deploy", "bob", Map.of());
    }

    private static Incident released(Drill drill, Map<String, Object> tag) {
        drill.step("hotfixTag", tag);
        return drill.plan();
    }

    private void firstIsRolledBack(boolean revert) {
        begun(first, "Search is down");
        released(first, NEXT);
        first.step("deployProd", Map.of("command", "true"));
        first.step("rollbackProd", Map.of("command", "true", "approval", "none", "revert", revert));
        first.unlock();
    }

    @Test
    void ofTwoThatOverlapEachGetsAVersionOfItsOwn() {
        begun(first, "Search is down");
        begun(second, "Login is down");

        assertThat(released(first, NEXT).release().orElseThrow().tag()).isEqualTo("v1.4.3");
        first.step("deployProd", Map.of("command", "true"));
        first.unlock();
        second.others.add(first.incident());

        Incident incident = released(second, Map.of("tagFormat", "v{next}"));
        assertThat(incident.release().orElseThrow().tag()).isEqualTo("v1.4.4");
        assertThat(incident.rollbackPlan().orElseThrow().returnsTo()).isEqualTo("v1.4.3");
        assertThat(incident.replaces().orElseThrow().because())
                .contains("ran well", first.incident().id());
    }

    @Test
    void afterARollbackWithARevertTheNextVersionIsFoundAndThePlanGoesToWhatRan() {
        firstIsRolledBack(true);
        second.others.add(first.incident());
        begun(second, "Login is down");

        Incident incident = released(second, NEXT);

        assertThat(incident.release().orElseThrow().tag()).isEqualTo("v1.4.4");
        assertThat(incident.rollbackPlan().orElseThrow().returnsTo()).isEqualTo("v1.4.2");
    }

    @Test
    void whereThereIsNoRecordTheRevertInTheHistoryTells() {
        firstIsRolledBack(true);
        begun(second, "Login is down");

        assertThat(released(second, NEXT).rollbackPlan().orElseThrow().returnsTo())
                .isEqualTo("v1.4.2");
    }

    @Test
    void aReleaseThatWasRolledBackIsNotBroughtBackAndTheNextTriageWarns() {
        firstIsRolledBack(false);
        second.others.add(first.incident());
        begun(second, "Login is down");

        Surroundings surroundings = second.incident().surroundings().orElseThrow();
        assertThat(surroundings.version()).isEqualTo("v1.4.2");
        assertThat(surroundings.open()).singleElement().satisfies(open -> {
            assertThat(open.id()).isEqualTo(first.incident().id());
            assertThat(open.status()).isEqualTo("rolled-back");
        });
        assertThat(surroundings.undeployed())
                .anyMatch(commit -> commit.id()
                        .equals(first.incident().release().orElseThrow().commit()));
        assertThat(second.said)
                .anyMatch(line -> line.contains("is open")
                        && line.contains(first.incident().id()));

        released(second, NEXT);
        second.attempt("deployProd", Map.of("command", "exit 1"));
        Path target = directory.resolve("target");
        second.step(
                "rollbackProd",
                Map.of(
                        "command",
                        "echo \"$HOTFIX_ROLLBACK_TO $HOTFIX_ROLLBACK_COMMIT $(ls)\" > '" + target + "'",
                        "approval",
                        "none"));
        assertThat(target)
                .content()
                .startsWith("v1.4.2 " + second.origin.id("v1.4.2^{commit}"))
                .doesNotContain("Search-is-down");
    }

    @Test
    void whatWasDeployedAsUsualMeanwhileIsWhatAnIncidentReturnsTo() {
        begun(first, "Search is down");
        released(first, NEXT);
        first.step("deployProd", Map.of("command", "true"));
        first.unlock();
        first.origin.commit("main", "The next release", Map.of("README.md", "Two\n"));
        first.origin.git("tag", "-a", "-m", "Release", "v1.5.0", "main");
        second.others.add(first.incident());
        begun(second, "Login is down");

        Incident incident = released(second, NEXT);

        assertThat(incident.release().orElseThrow().tag()).isEqualTo("v1.5.1");
        assertThat(incident.rollbackPlan().orElseThrow().returnsTo()).isEqualTo("v1.5.0");
    }

    @Test
    void aVersionThatIsTakenElsewhereIsPassedOver() {
        begun(first, "Search is down");
        first.origin.git("tag", "v1.4.3", "develop");

        assertThat(released(first, NEXT).release().orElseThrow().tag()).isEqualTo("v1.4.4");
    }
}
