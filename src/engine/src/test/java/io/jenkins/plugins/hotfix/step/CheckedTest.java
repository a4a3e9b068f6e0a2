package io.jenkins.plugins.hotfix.step;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.hotfix.config.Binding;
import io.jenkins.plugins.hotfix.config.InvalidSettingException;
import io.jenkins.plugins.hotfix.config.Layer;
import io.jenkins.plugins.hotfix.step.registry.Steps;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What does not fit is refused where it is read, before the first step and not in the middle of the night's work. */
class CheckedTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            hotfixTriage        | production     | ../main                  | cannot be the name of a branch
            hotfixTriage        | faulty         | --exec=sh                | names no commit
            hotfixTriage        | id             | ../../evil               | cannot be an incident's id
            hotfixGate          | gate           | deploy'); evil('         | cannot be the name of a gate
            hotfixBranch        | branch         | hotfix/a..b              | cannot be the name of a branch
            hotfixBranch        | from           | main:.hotfix.yml         | names no commit
            criticalTests       | timeoutMinutes | 0                        | must be more than 0
            hotfixTag           | tag            | v1 4                     | cannot be the name of a tag
            hotfixTag           | tagFormat      | hotfix-{day}             | '{day}' in the tag's format
            hotfixTag           | tagFormat      | hotfix {date}            | cannot be the name of a tag
            hotfixTag           | approval       | a/b                      | cannot be the name of a gate
            deployProd          | timeoutMinutes | -1                       | must be more than 0
            verifyProd          | prometheus     | prometheus:9090          | is no http or https URL
            verifyProd          | tokenVariable  | eyJhbGciOiJIUzI1NiJ9.e30 | must be the name of an environment variable
            backportDevelop     | mainline       | 0                        | from 1
            backportDevelop     | versionFiles   | {VERSION: '('}           | is no regular expression
            backportDevelop     | versionFiles   | {VERSION: 'v=.*'}        | has no group
            backportDevelop     | versionFiles   | {./VERSION: 'v=(.*)'}    | "./VERSION" names no file
            backportDevelop     | versionFiles   | {/VERSION: 'v=(.*)'}     | "/VERSION" names no file
            backportDevelop     | versionFiles   | {../VERSION: 'v=(.*)'}   | "../VERSION" names no file
            rollbackProd        | tagFormat      | rollback-{date           | means nothing
            rollbackProd        | approval       | ?                        | cannot be the name of a gate
            rollbackProd        | timeoutMinutes | 0                        | must be more than 0
            """)
    void whatDoesNotFitIsRefused(String step, String parameter, String value, String why) {
        assertThatThrownBy(() -> check(step, parameter, value))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining(step)
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            hotfixTriage   | production    | refs/heads/release/2.x
            hotfixTriage   | faulty        | v1.4.2~1
            hotfixGate     | gate          | Übergabe an Betrieb
            hotfixBranch   | from          | 7a1a0b8d
            hotfixTag      | tag           | refs/tags/v1.4.3
            hotfixTag      | tagFormat     | {next}
            hotfixTag      | tagFormat     | 2026/{date}-{time}
            hotfixTag      | approval      | none
            backportDevelop | versionFiles | {src/.version: 'v=(.*)'}
            verifyProd     | prometheus    | https://prometheus.example.org/shop/
            verifyProd     | tokenVariable | PROMETHEUS_TOKEN
            """)
    void whatFitsIsTaken(String step, String parameter, String value) {
        assertThatCode(() -> check(step, parameter, value)).doesNotThrowAnyException();
    }

    @Test
    void aTokenThatStandsWhereItsVariableBelongsIsNotRepeated() {
        assertThatThrownBy(() -> check("verifyProd", "tokenVariable", "s3cret.token"))
                .hasMessageNotContaining("s3cret");
    }

    private static void check(String step, String parameter, String value) {
        Binding.bind(Steps.named(step).request(), step, List.of(new Layer("a test", Map.of(parameter, value))));
    }
}
