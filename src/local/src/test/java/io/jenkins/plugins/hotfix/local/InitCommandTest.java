package io.jenkins.plugins.hotfix.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.config.Settings;
import io.jenkins.plugins.hotfix.config.Source;
import io.jenkins.plugins.hotfix.step.registry.Steps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class InitCommandTest {
    @TempDir
    private Path place;

    @Test
    void writesWhatCanBeGuessed() throws Exception {
        Clone clone = Clone.make(place, "main");
        clone.write("go.mod", "module shop\n");
        clone.write("money/money.go", "package money\n");
        clone.write("money/money_test.go", "package money\n");
        clone.write("Makefile", """
                VERSION := 1
                test:
                \tgo test ./...
                deploy-staging deploy-prod: build
                deploy-staging:
                \ttrue
                deploy-prod:
                \ttrue
                rollback: ; true
                """);
        clone.commit("The shop");
        clone.git("tag", "v1.4.2");
        clone.git("push", "--quiet", "origin", "v1.4.2");
        clone.push("main");
        clone.push("develop");
        clone.push("release/1.3");
        String before = state(clone);

        Called called = init(clone);

        assertThat(called.err()).isEmpty();
        assertThat(called.status()).isZero();
        assertThat(settings(Files.readString(file(clone))).sections())
                .isEqualTo(Map.of(
                        "criticalTests", Map.of("fullCommand", "make test", "timeoutMinutes", 30),
                        "hotfixTag", Map.of("tagFormat", "{next}"),
                        "deployProd", Map.of("staging", "make deploy-staging", "command", "make deploy-prod"),
                        "rollbackProd", Map.of("command", "make rollback"),
                        "backportDevelop", Map.of("to", List.of("develop", "release/*"))));
        assertThat(Files.readString(file(clone)))
                .contains(
                        "Found for that: Go.",
                        "# Guessed from the target deploy-prod of the Makefile.",
                        "# Guessed from the branches: develop, release/1.3.",
                        "# Missing: nothing shows whether production is healthy after a deployment.",
                        "#   health: [https://shop.example.org/health]");
        assertThat(called.out())
                .contains("Nothing was committed.", "verifyProd.health: nothing shows")
                .endsWith(" commit -m 'Settings for hotfixes'\n  ./hotfix config --repo " + clone.directory() + "\n");
        assertThat(state(clone)).isEqualTo(before);
    }

    @Test
    void leavesOpenWhatItCannotGuess() throws Exception {
        Clone clone = Clone.make(place, "main");

        Called called = init(clone);

        assertThat(called.status()).isZero();
        assertThat(settings(Files.readString(file(clone))).sections()).isEmpty();
        assertThat(Files.readString(file(clone)))
                .contains(
                        "# Missing: the command that tests a fix.",
                        "# Missing: the command that deploys to production.",
                        "#   command: make deploy-prod",
                        "# Missing: the command that deploys what ran before.",
                        "# Missing: the branches that the next releases come from.");
        assertThat(called.out())
                .contains(
                        "criticalTests.command:",
                        "deployProd.command:",
                        "verifyProd.health:",
                        "rollbackProd.command:",
                        "backportDevelop.to:");
    }

    @Test
    void takesScriptsOfAPackage() throws Exception {
        Clone clone = Clone.make(place, "main");
        clone.write("package.json", """
                {"name": "shop", "scripts": {"test": "node --test", "deploy:prod": "x", "deploy; rm -rf /": "x"}}
                """);
        clone.write("yarn.lock", "");
        clone.write("index.js", "");
        clone.commit("The shop");
        clone.push("main");

        String text = init(clone, "--print").out();

        assertThat(settings(text).sections().get("deployProd")).isEqualTo(Map.of("command", "yarn run deploy:prod"));
        assertThat(settings(text).sections().get("criticalTests")).containsEntry("fullCommand", "yarn run test");
        assertThat(text).doesNotContain("rm -rf");
    }

    @Test
    void takesTheTargetForCriticalTests() throws Exception {
        Clone clone = Clone.make(place, "main");
        clone.write("Makefile", "test-critical:\n\ttrue\ndeploy-preview:\n\ttrue\n");
        clone.commit("The shop");
        clone.push("main");

        String text = init(clone, "--print").out();

        assertThat(settings(text).sections().get("criticalTests")).containsEntry("command", "make test-critical");
        assertThat(settings(text).sections()).doesNotContainKey("deployProd");
        assertThat(text).contains("There are deploy-preview, none of which is production's by its name.");
    }

    @Test
    void manyReleaseBranchesAreTheNewest() throws Exception {
        Clone clone = Clone.make(place, "main");
        for (int minor = 1; minor < 5; minor++) {
            clone.push("release/1." + minor);
        }

        assertThat(settings(init(clone, "--print").out()).sections().get("backportDevelop"))
                .isEqualTo(Map.of("to", List.of("release/*~2")));
    }

    @Test
    void productionCanBeMaster() throws Exception {
        Clone clone = Clone.make(place, "master");

        Called called = init(clone);

        assertThat(settings(Files.readString(file(clone))).sections().get("hotfixTriage"))
                .isEqualTo(Map.of("production", "master"));
        assertThat(called.out()).endsWith("--set hotfixTriage.production=master\n");
    }

    @Test
    void productionIsElseTheDefaultBranchOfTheRemote() throws Exception {
        Clone clone = Clone.make(place, "trunk's");

        assertThat(settings(init(clone, "--print").out()).sections().get("hotfixTriage"))
                .isEqualTo(Map.of("production", "trunk's"));
    }

    @Test
    void aFileThatIsThereIsNotTouched() throws Exception {
        Clone clone = Clone.make(place, "main");
        clone.write(".hotfix.yml", "hotfixFix: {maxFiles: 1}\n");

        Called called = init(clone);

        assertThat(called.status()).isEqualTo(2);
        assertThat(called.err()).contains(".hotfix.yml exists already. Nothing was written", "--print");
        assertThat(Files.readString(file(clone))).isEqualTo("hotfixFix: {maxFiles: 1}\n");
    }

    @Test
    void aFileOnProductionIsEnough() throws Exception {
        Clone clone = Clone.make(place, "main");
        clone.write(".hotfix.yml", "hotfixFix: {maxFiles: 1}\n");
        clone.commit("Settings");
        clone.push("main");
        clone.git("reset", "--quiet", "--hard", "HEAD~1");

        Called called = init(clone);

        assertThat(called.status()).isEqualTo(2);
        assertThat(called.err()).contains(".hotfix.yml is on main already.");
        assertThat(file(clone)).doesNotExist();
    }

    @Test
    void aLinkIsNotFollowed() throws Exception {
        Clone clone = Clone.make(place, "main");
        Files.createSymbolicLink(file(clone), place.resolve("elsewhere"));

        assertThat(init(clone).status()).isEqualTo(2);
        assertThat(place.resolve("elsewhere")).doesNotExist();
    }

    @Test
    void printingWritesNothing() throws Exception {
        Clone clone = Clone.make(place, "main");

        Called called = init(clone, "--print");

        assertThat(called.status()).isZero();
        assertThat(settings(called.out()).sections()).isEmpty();
        assertThat(file(clone)).doesNotExist();
    }

    @Test
    void whatIsNoCloneIsWrongUsage() {
        Called called = Called.with("init", "--repo", place.toString());

        assertThat(called.status()).isEqualTo(2);
        assertThat(called.err()).contains("is not a clone with files in it. Nothing was written");
    }

    @Test
    void thatNoBranchIsProductionsIsSaid() throws Exception {
        Clone clone = Clone.make(place, "trunk");
        clone.git("--git-dir=" + clone.remote(), "symbolic-ref", "HEAD", "refs/heads/nowhere");

        Called called = init(clone);

        assertThat(called.status()).isEqualTo(1);
        assertThat(called.err()).contains("neither main nor master", "Nothing was written");
    }

    private static Called init(Clone clone, String... more) {
        return more.length == 0
                ? Called.with("init", "--repo", clone.directory().toString())
                : Called.with("init", "--repo", clone.directory().toString(), more[0]);
    }

    private static Path file(Clone clone) {
        return clone.directory().resolve(".hotfix.yml");
    }

    /** What must be as it was: branches, index and files beside the new one. */
    private static String state(Clone clone) throws Exception {
        return clone.git("for-each-ref") + clone.git("status", "--porcelain", "--", ":!.hotfix.yml");
    }

    private static Settings settings(String text) {
        Settings settings = Settings.parse(text, "the test", Steps.sections());
        Steps.check(settings, Source.REPOSITORY, "the test");
        return settings;
    }
}
