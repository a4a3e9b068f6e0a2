package io.jenkins.plugins.hotfix.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.jenkins.plugins.hotfix.config.Settings;
import io.jenkins.plugins.hotfix.config.Source;
import io.jenkins.plugins.hotfix.step.registry.Steps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class ConfigCommandTest {
    private static final String FILE = """
            deployProd:
              command: |
                make build
                make deploy
              restart:
                - systemctl restart shop
              timeoutMinutes: 10
            verifyProd:
              health:
                - url: https://shop.example.org/health
                  body: '"ok"'
            """;

    @TempDir
    private Path place;

    private Clone clone;

    @BeforeEach
    void makeARepository() throws Exception {
        clone = Clone.make(place, "main");
    }

    @Test
    void printsWhatIsNotADefault() throws Exception {
        commit(FILE);

        Called called = config("--set", "hotfixFix.maxFiles=3");

        assertThat(called.err()).isEmpty();
        assertThat(called.status()).isZero();
        assertThat(called.out()).startsWith("# .hotfix.yml on main at ").endsWith("""

                        hotfixFix:
                          maxFiles: "3"

                        deployProd:
                          command: |
                            make build
                            make deploy
                          restart:
                            - systemctl restart shop
                          timeoutMinutes: 10

                        verifyProd:
                          health:
                            - url: https://shop.example.org/health
                              body: '"ok"'
                        """);
    }

    /** As a run does. */
    @Test
    void whereThereIsNoMainItReadsTheRemotesDefaultBranch() throws Exception {
        clone = Clone.make(place.resolve("trunk"), "trunk");
        clone.write(".hotfix.yml", FILE);
        clone.commit("Settings");
        clone.push("trunk");

        Called called = config();

        assertThat(called.err()).isEmpty();
        assertThat(called.out()).startsWith("# .hotfix.yml on trunk at ").contains("timeoutMinutes: 10");
    }

    @Test
    void whatItPrintsIsASettingsFileAgain() throws Exception {
        commit(FILE);

        assertThat(new YAMLMapper().readTree(config().out())).isEqualTo(new YAMLMapper().readTree(FILE));
        assertThat(checked(config("--explain").out())
                        .layer("deployProd", "the test")
                        .values())
                .containsEntry("timeoutMinutes", 10)
                .containsEntry("checkout", "all");
    }

    @Test
    void explainsEachValueByItsSource() throws Exception {
        commit(FILE);

        String explained =
                config("--explain", "--set", "verifyProd.windowMinutes=5").out();

        assertThat(explained).contains("""
                          # The time limit of each command, in minutes. After it the command is stopped and has failed.
                          # Default: 60.
                          # Source: .hotfix.yml.
                          timeoutMinutes: 10
                        """).contains("""
                          # How long production is watched, in minutes. Default: 30.
                          # Source: the run's own settings.
                          windowMinutes: "5"
                        """).contains("""
                          # Source: the defaults.
                          checkout: all
                        """).contains("""
                          # Source: not set.
                          # backup:
                        """);
        assertThat(explained.lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
    }

    @Test
    void withoutAFileItSaysSo() {
        assertThat(config().out()).contains("# There is no .hotfix.yml on main of ", "Every setting has its default");
        assertThat(checked(config("--explain").out()).sections()).containsKey("criticalTests");
    }

    @Test
    void readsWhatProductionHasAndNotWhatIsCheckedOut() throws Exception {
        commit("deployProd: {command: make deploy}\n");
        clone.write(".hotfix.yml", "deployProd: {command: make mine}\n");

        assertThat(config().out()).contains("command: make deploy").doesNotContain("mine");
    }

    @Test
    void productionCanBeAnotherBranch() throws Exception {
        clone.write(".hotfix.yml", "hotfixFix: {maxLines: 50}\n");
        clone.commit("Settings");
        clone.push("release");

        assertThat(config("--set", "hotfixTriage.production=release").out())
                .contains(".hotfix.yml on release at", "production: release", "maxLines: 50");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "deployProd: {comand: make} | There is no setting 'comand' in section deployProd",
                "deployProd: {dryRun: true} | belongs to one run",
                "deploy: {command: make} | There is no section 'deploy'",
                "verifyProd: {windowMinutes: 0.2} | '0.2' does not fit verifyProd.windowMinutes",
                "hotfixTriage: {production: trunk} | says that production is trunk",
                "'a: [' | is not YAML",
            })
    void aFileThatDoesNotFitIsWrongUsage(String file, String said) throws Exception {
        commit(file);

        Called called = config();

        assertThat(called.status()).isEqualTo(2);
        assertThat(called.err()).contains(said);
        assertThat(called.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "deployProd.comand=x, Did you mean 'command'?",
        "hotfixGate.gate=x, cannot be set",
        "deployProd, wants STEP.PARAMETER=VALUE",
    })
    void aSettingThatDoesNotFitIsWrongUsage(String setting, String said) {
        Called called = config("--set", setting);

        assertThat(called.status()).isEqualTo(2);
        assertThat(called.err()).contains(said);
    }

    @Test
    void aBranchThatIsNotThereIsNamed() {
        Called called = config("--set", "hotfixTriage.production=release");

        assertThat(called.status()).isEqualTo(1);
        assertThat(called.err()).contains("There is no branch release", "main");
    }

    @Test
    void colorsOfATerminalInAFileAreNotPrinted() throws Exception {
        commit("deployProd: {command: \"\\e[31mmake\"}\n");

        assertThat(config().out()).contains("\\e[31mmake").doesNotContain("\u001b");
    }

    @Test
    void theSchemaIsThePublishedOne() throws Exception {
        Called called = Called.with("config", "--schema");

        assertThat(called.status()).isZero();
        assertThat(called.out()).isEqualTo(Files.readString(Path.of("../../docs/schema/hotfix.schema.json")));
    }

    @Test
    void withoutARepositoryItAsksForOne() {
        Called called = Called.with("config");

        assertThat(called.status()).isEqualTo(2);
        assertThat(called.err()).contains("--repo");
    }

    private void commit(String file) throws Exception {
        clone.write(".hotfix.yml", file);
        clone.commit("Settings");
        clone.push("main");
    }

    private Called config(String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("config", "--repo", clone.directory().toString()));
        arguments.addAll(List.of(more));
        return Called.with(arguments.toArray(String[]::new));
    }

    private static Settings checked(String file) {
        Settings settings = Settings.parse(file, "the test", Steps.sections());
        Steps.check(settings, Source.REPOSITORY, "the test");
        return settings;
    }
}
