package io.jenkins.plugins.hotfix.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final List<String> STEPS = List.of("criticalTests", "deployProd");

    @Test
    void aSectionIsTheLayerOfItsStep() {
        Settings settings = parse("deployProd:\n  command: make deploy\n  timeoutMinutes: 5\n");

        assertThat(settings.layer("deployProd", "the file").values())
                .isEqualTo(Map.of("command", "make deploy", "timeoutMinutes", 5));
        assertThat(settings.layer("criticalTests", "the file").values()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing but a comment\n", "---\n"})
    void anEmptyFileSetsNothing(String text) {
        assertThat(parse(text)).isEqualTo(Settings.none());
    }

    @Test
    void aSectionForNoStepIsToldWithTheSteps() {
        assertThatThrownBy(() -> parse("deploy:\n  command: x\n"))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("There is no section 'deploy' (.hotfix.yml). There can be: criticalTests, deployProd.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "just words",
                "- a\n- list\n",
                "deployProd: make\n",
                "deployProd: [make]\n",
                "deployProd:\n  command: [unclosed\n",
                "deployProd:\n  command: a\n  command: b\n",
                "deployProd: {command: a}\ndeployProd: {command: b}\n",
                "deployProd: !!javax.script.ScriptEngineManager [1]\n",
            })
    void whatIsNoSettingsFileIsRefusedWithASentence(String text) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining(".hotfix.yml")
                .hasMessageEndingWith(".");
    }

    @Test
    void aBombOfAliasesIsRefused() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            bomb.append('a').append(i).append(": &a").append(i).append(" [");
            bomb.append(("*a" + (i - 1) + ", ").repeat(8))
                    .append("*a")
                    .append(i - 1)
                    .append("]\n");
        }

        assertThatThrownBy(() -> parse(bomb.toString())).isInstanceOf(InvalidSettingException.class);
    }

    private static Settings parse(String text) {
        return Settings.parse(text, Settings.FILE, STEPS);
    }
}
