package io.jenkins.plugins.hotfix.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BindingTest {
    enum Speed {
        FAST,
        SLOW
    }

    record Request(
            @Nullable String command,
            Integer minutes,
            Boolean loud,
            List<String> to,
            @Nullable Map<String, List<String>> owners,
            @Nullable Speed speed) {
        Request {
            minutes = Objects.requireNonNullElse(minutes, 30);
            loud = Objects.requireNonNullElse(loud, false);
            to = Objects.requireNonNullElse(to, List.of());
            if (minutes < 0) {
                throw new IllegalArgumentException("time does not run backwards");
            }
        }
    }

    @Test
    void whatNobodyGivesIsTheRecordsDefault() {
        assertThat(bind(Map.of())).isEqualTo(new Request(null, 30, false, List.of(), null, null));
    }

    @Test
    void theStrongestLayerThatGivesAValueCounts() {
        Request request = Binding.bind(
                Request.class,
                "deploy",
                List.of(
                        new Layer("the arguments", Map.of("minutes", 5)),
                        new Layer(".hotfix.yml", Map.of("minutes", 10, "command", "make")),
                        new Layer("the global configuration", Map.of("command", "ant", "loud", true))));

        assertThat(request).isEqualTo(new Request("make", 5, true, List.of(), null, null));
    }

    @Test
    void aBlankFieldOfAFormCountsAsNotGiven() {
        Request request = Binding.bind(
                Request.class,
                "deploy",
                List.of(
                        new Layer("the arguments", Map.of("command", "  ")),
                        new Layer(".hotfix.yml", Map.of("command", "make"))));

        assertThat(request.command()).isEqualTo("make");
    }

    @Test
    void textsAreTakenAsWhatTheParameterIs() {
        assertThat(bind(Map.of("minutes", "7", "loud", "true", "to", "develop, release/1.x,", "speed", "slow")))
                .isEqualTo(new Request(null, 7, true, List.of("develop", "release/1.x"), null, Speed.SLOW));
    }

    @Test
    void aListCanBeYamlWhereACommaIsPartOfAValue() {
        assertThat(bind(Map.of("to", "[\"a,b\", c]")).to()).containsExactly("a,b", "c");
        assertThat(bind(Map.of("to", "- a,b\n- c")).to()).containsExactly("a,b", "c");
    }

    @Test
    void aMapCanBeYaml() {
        assertThat(bind(Map.of("owners", "src/**: [pay]")).owners()).isEqualTo(Map.of("src/**", List.of("pay")));
    }

    @Test
    void textThatIsNoMapIsToldWithWhatWouldBe() {
        assertThatThrownBy(() -> bind(Map.of("owners", "src: [pay")))
                .hasMessageContaining("deploy.owners")
                .hasMessageContaining("names with values");
    }

    @Test
    void anUnknownNameIsToldWithThoseThatExist() {
        assertThatThrownBy(() -> bind(Map.of("comand", "make")))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("There is no 'comand' in deploy (the arguments). Did you mean 'command'?"
                        + " It has: command, loud, minutes, owners, speed, to.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "1.5", "12 minutes"})
    void aValueThatDoesNotFitIsToldWithWhatWould(String minutes) {
        assertThatThrownBy(() -> bind(Map.of("minutes", minutes)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("deploy.minutes")
                .hasMessageContaining("a whole number");
    }

    @Test
    void aChoiceIsToldWithTheChoices() {
        assertThatThrownBy(() -> bind(Map.of("speed", "warp"))).hasMessageContaining("one of FAST, SLOW");
    }

    @Test
    void whatTheRecordRefusesIsToldForTheStep() {
        assertThatThrownBy(() -> bind(Map.of("minutes", -1)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("deploy: time does not run backwards");
    }

    @ParameterizedTest
    @MethodSource("lists")
    void oneListIsReadAsTheRecordWouldGetIt(Object given) {
        Configuration configuration =
                new Configuration(Map.of("backportDevelop", Map.of("to", new Setting(given, Source.RUN))));

        assertThat(configuration.texts("backportDevelop", "to")).isEqualTo(List.of("develop", "release/*"));
        assertThat(configuration.texts("backportDevelop", "of")).isEmpty();
        assertThat(configuration.texts("elsewhere", "to")).isEmpty();
    }

    private static Stream<Object> lists() {
        return Stream.of(List.of("develop", "release/*"), "develop, release/*", "[develop, 'release/*']");
    }

    private static Request bind(Map<String, Object> values) {
        return Binding.bind(Request.class, "deploy", List.of(new Layer("the arguments", values)));
    }
}
