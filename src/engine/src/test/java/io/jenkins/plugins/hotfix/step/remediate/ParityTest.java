package io.jenkins.plugins.hotfix.step.remediate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.hotfix.audit.ParityTable;
import io.jenkins.plugins.hotfix.git.TestRepository;
import io.jenkins.plugins.hotfix.step.Drill;
import io.jenkins.plugins.hotfix.survey.Whereabouts;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether fixes are everywhere, on real repositories. */
class ParityTest {
    @TempDir
    Path temporary;

    Drill drill;
    TestRepository origin;

    @BeforeEach
    void aService() throws Exception {
        drill = Drill.of(temporary);
        origin = drill.origin;
    }

    private ParityTable parity(@Nullable List<String> to, String... commits) throws Exception {
        return Parity.of(new Parity.Request(null, to, null, List.of(commits)), drill);
    }

    private Whereabouts found(String branch, String commit) throws Exception {
        ParityTable table = parity(List.of("*"), commit);
        return table.hotfixes().get(0).branches().stream()
                .filter(cell -> cell.branch().equals(branch))
                .findFirst()
                .orElseThrow()
                .found();
    }

    private String fixOnMain() {
        return origin.commit("main", "Fix the total", Map.of("src/checkout.sh", "echo 200\n"));
    }

    @Test
    void aHotfixIsMissingOnDevelopUntilItIsBackported() throws Exception {
        drill.released();

        assertThat(drill.problem("hotfixParity", Map.of()).sentence())
                .startsWith("Parity: 1 fix on 2 branches, missing 1 time.")
                .contains("hotfix-parity.csv");
        assertThat(drill.said).anySatisfy(line -> assertThat(line).contains("MISSING  develop: not there"));
        assertThat(drill.files.get("hotfix-parity.csv")).contains("develop,missing");

        drill.step("backportDevelop");
        drill.step("hotfixParity");
        ParityTable table = parity(null);
        assertThat(table.branches()).containsExactly("main", "develop");
        assertThat(table.hotfixes()).singleElement().satisfies(row -> {
            assertThat(row.id()).isEqualTo(drill.incident().id());
            assertThat(row.tag())
                    .isEqualTo(drill.incident().release().orElseThrow().tag());
        });
    }

    /** What production took back itself, no branch needs. */
    @Test
    void aHotfixThatWasRolledBackIsMissingNowhere() throws Exception {
        drill.released();
        String merge = drill.incident().release().orElseThrow().commit();
        origin.commit(
                "main",
                "Revert \"HOTFIX\"\n\nThis reverts commit " + merge + ".",
                Map.of("src/checkout.sh", "echo 500\n"));

        ParityTable table = parity(null);

        assertThat(table.gaps()).isZero();
        assertThat(table.hotfixes().get(0).withdrawn()).isTrue();
    }

    @Test
    void aCommitIsFoundAsItselfByItsNameByATrailerAndByItsPatch() throws Exception {
        String fix = fixOnMain();
        origin.branch("later", "main");
        origin.commit(
                "named", "Fix\n\n(cherry picked from commit " + fix + ")", Map.of("src/checkout.sh", "echo 201\n"));
        origin.commit("trailer", "Fix\n\nBackport-of: " + fix, Map.of("src/checkout.sh", "echo 202\n"));
        origin.commit("develop", "The same by hand", Map.of("src/checkout.sh", "echo 200\n"));

        assertThat(found("later", fix).as()).isEqualTo(Whereabouts.As.SAME_COMMIT);
        assertThat(found("named", fix).as()).isEqualTo(Whereabouts.As.CHERRY_PICK);
        assertThat(found("trailer", fix).as()).isEqualTo(Whereabouts.As.TRAILER);
        assertThat(found("develop", fix).as()).isEqualTo(Whereabouts.As.PATCH_ID);
    }

    @Test
    void whatWasRevertedSinceIsToldAndCountsAsMissingUntilTheRevertIsReverted() throws Exception {
        String fix = fixOnMain();
        String copy = origin.commit("develop", "Fix by hand", Map.of("src/checkout.sh", "echo 200\n"));
        String revert = origin.commit(
                "develop",
                "Revert \"Fix by hand\"\n\nThis reverts commit " + copy + ".",
                Map.of("src/checkout.sh", "echo 500\n"));
        assertThat(found("develop", fix)).isEqualTo(new Whereabouts(Whereabouts.Status.REVERTED, null, copy, revert));
        assertThat(parity(null, fix).gaps()).isEqualTo(1);

        origin.commit(
                "develop", "Again\n\nThis reverts commit " + revert + ".", Map.of("src/checkout.sh", "echo 200\n"));
        assertThat(found("develop", fix).status()).isEqualTo(Whereabouts.Status.PRESENT);
    }

    /** A binary file of which only its being different is known makes no two changes the same. */
    @Test
    void aChangeOfABinaryFileIsNoCopyOfAnother() throws Exception {
        String fix = origin.commit("main", "Logo", Map.of("logo.png", "\u0000one"));
        origin.commit("develop", "Another logo", Map.of("logo.png", "\u0000two"));
        assertThat(found("develop", fix).status()).isEqualTo(Whereabouts.Status.MISSING);
    }

    @Test
    void releaseBranchesThatAreInProductionAreOfThePast() throws Exception {
        origin.branch("release/1.4", "main");
        fixOnMain();
        origin.branch("release/1.5", "develop");

        assertThat(parity(null).branches()).containsExactly("main", "develop", "release/1.5");
        assertThat(parity(List.of("release/*")).branches()).containsExactly("main", "release/1.5", "release/1.4");
        assertThatThrownBy(() -> parity(List.of("nowhere"))).hasMessageContaining("no branch like nowhere");
    }

    @Test
    void csvIsSafeToOpen() throws Exception {
        String fix = origin.commit("main", "=HYPERLINK(\"http://x\",1)", Map.of("a", "1"));
        String csv = parity(null, fix).csv();
        assertThat(csv).startsWith("hotfix,commit,date,").contains(",\"'=HYPERLINK(\"\"http://x\"\",1)\",");
        assertThat(csv.split("\r\n")).hasSize(3);
    }
}
