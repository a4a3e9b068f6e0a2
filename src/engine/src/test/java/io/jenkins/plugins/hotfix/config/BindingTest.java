package io.jenkins.plugins.hotfix.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BindingTest {
    record Request(List<String> to, Map<String, List<String>> owners, Integer minutes) {}

    private static Request bind(String name, Object value) {
        return Binding.bind(Request.class, "step", List.of(new Layer("the test", Map.of(name, value))));
    }

    @Test
    void aListCanBeTextWithCommas() {
        assertThat(bind("to", "develop, release/1").to()).containsExactly("develop", "release/1");
    }

    @Test
    void aListCanBeYaml() {
        assertThat(bind("to", "[\"a,b\", c]").to()).containsExactly("a,b", "c");
    }

    @Test
    void aMapCanBeYaml() {
        assertThat(bind("owners", "src/**: [pay]").owners()).isEqualTo(Map.of("src/**", List.of("pay")));
    }

    @Test
    void textThatIsNoMapIsRefusedBySayingWhatIsExpected() {
        assertThatThrownBy(() -> bind("owners", "src: [pay"))
                .hasMessageContaining("step.owners")
                .hasMessageContaining("names with values");
    }

    @Test
    void aNumberCanBeText() {
        assertThat(bind("minutes", "30").minutes()).isEqualTo(30);
    }
}
