package io.jenkins.plugins.hotfix.step.fix;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.step.Drill;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fix that a run was given, and the runs that go on with the incident. */
class GivenFixTest {
    @TempDir
    Path directory;

    @Test
    void theLinesOfTheFixAreKeptForWhoApprovesThem() throws Exception {
        Drill drill = given("fix/checkout");

        drill.step("hotfixFix");

        String patch = drill.files.get("fix-" + drill.tip("fix/checkout").substring(0, 12) + ".diff");

        assertThat(patch).startsWith("diff --git a/").contains("\n+");
    }

    @Test
    void aRunThatIsGivenNoneTakesTheOneOnRecord() throws Exception {
        Drill drill = given("fix/checkout");
        drill.resumed();

        assertThat(drill.step("hotfixFix", Map.of("required", false)).fix())
                .hasValueSatisfying(fix -> assertThat(fix.tip()).isEqualTo(drill.tip("fix/checkout")));
    }

    @Test
    void aRunThatIsGivenAnotherTakesThat() throws Exception {
        Drill drill = given("fix/nothing-of-this-name");
        drill.resumed();

        assertThat(drill.step("hotfixFix", Map.of("fix", "fix/checkout")).fix()).isPresent();
    }

    @Test
    void aRunThatIsGivenAnEmptyOneTakesNone() throws Exception {
        Drill drill = given("fix/checkout");
        drill.resumed();
        drill.step("hotfixTriage", Map.of("settings", Map.of("hotfixFix", Map.of("fix", ""))));

        assertThat(drill.step("hotfixFix", Map.of("required", false)).fix()).isEmpty();
    }

    /** As a clone names what it fetched. */
    @Test
    void aBranchCanBeNamedAsTheCloneDoes() throws Exception {
        Drill drill = given("origin/fix/checkout");

        assertThat(drill.step("hotfixFix", Map.of("required", false)).fix())
                .hasValueSatisfying(fix -> assertThat(fix.tip()).isEqualTo(drill.tip("fix/checkout")));
    }

    private Drill given(String fix) throws Exception {
        Drill drill = Drill.of(directory);
        drill.origin.git("branch", "fix/checkout", "main");
        drill.origin.commit("fix/checkout", "fix: checkout", Map.of("src/checkout.sh", "echo 200\n"));
        drill.step(
                "hotfixTriage",
                Map.of(
                        "description",
                        "Checkout is down",
                        "severity",
                        "P0",
                        "settings",
                        Map.of("hotfixFix", Map.of("fix", fix))));
        drill.step("hotfixBranch");
        return drill;
    }
}
