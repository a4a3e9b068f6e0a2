package io.jenkins.plugins.hotfix.config;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.hotfix.production.HealthCheck;
import io.jenkins.plugins.hotfix.production.Metric;
import io.jenkins.plugins.hotfix.step.notice.Channel;
import io.jenkins.plugins.hotfix.step.registry.Steps;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every step and every parameter is described, nothing else is, and the defaults that the texts give are the real ones. */
class DescriptionsTest {
    /** Settings that are made of parts, with an example of which only the required parts are given. */
    private static final Map<String, Record> PARTS = Map.of(
            "verifyProd.health",
            HealthCheck.of("https://shop.example.org/health"),
            "verifyProd.metrics",
            new Metric("up", null, null, null, null, null, 1.0),
            "notifications.channels",
            new Channel(Channel.Kind.SLACK, "HOOK", null, null, null, null, null));

    /** A default that is a value: in code, or a number, or true or false. */
    private static final Pattern LITERAL =
            Pattern.compile("Default: (?:(`[^`]+`(?:, `[^`]+`)*)|(true|false|\\d+))\\.$");

    private static final Pattern OLD_DIALECT = Pattern.compile(
            "(?i)\\b(?:told|way back|stands?|mend|looks?|gone on with|is no parameter of|last words|well)\\b");

    @Test
    void everyParameterHasATextAndNoTextIsLeftOver() {
        TreeSet<String> names = new TreeSet<>();
        Steps.requests().forEach((section, request) -> {
            names.add(section);
            names(request).forEach(name -> names.add(section + "." + name));
        });
        PARTS.forEach((setting, example) -> names(example.getClass()).forEach(part -> names.add(setting + "." + part)));

        assertThat(new TreeSet<>(Descriptions.names())).isEqualTo(names);
    }

    @ParameterizedTest
    @MethodSource("texts")
    void aTextIsOneToThreeSentencesInPlainWords(String name) {
        String text = Descriptions.of(name);

        assertThat(text).endsWith(".").doesNotContain("\"").doesNotContainPattern(OLD_DIALECT);
        assertThat(text.replaceAll("`[^`]*`", "").replaceAll("Default: .*", "")).matches("(?s)(?:[^.]+\\. ?){0,3}");
    }

    @ParameterizedTest
    @MethodSource("texts")
    void codeIsMarkedOnBothSides(String name) {
        assertThat(Descriptions.of(name).chars().filter(letter -> letter == '`').count() % 2)
                .isZero();
    }

    @Test
    void theDefaultsAreTheRealOnes() {
        Map<String, Optional<String>> real = new LinkedHashMap<>();
        Map<String, Optional<String>> described = new LinkedHashMap<>();
        Steps.requests().forEach((section, request) -> {
            Map<String, Object> values = Binding.values(Binding.bind(request, section, List.of()));
            names(request).forEach(name -> real.put(section + "." + name, literal(values.get(name))));
        });
        PARTS.forEach((setting, example) -> names(example.getClass())
                .filter(part -> !part.equals("url") && !part.equals("query") && !part.equals("rollback"))
                .filter(part ->
                        !setting.equals("notifications.channels") || !part.equals("kind") && !part.equals("address"))
                .forEach(part -> real.put(
                        setting + "." + part, literal(Binding.values(example).get(part)))));
        real.keySet().forEach(name -> described.put(name, described(name)));

        assertThat(described).isEqualTo(real);
    }

    @Test
    void whatDoesNotExistHasNoText() {
        assertThatThrownBy(() -> Descriptions.of("deployProd.magic"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no description of deployProd.magic.");
    }

    static Stream<String> texts() {
        return Descriptions.names().stream().sorted();
    }

    private static Stream<String> names(Class<? extends Record> record) {
        return Arrays.stream(record.getRecordComponents()).map(RecordComponent::getName);
    }

    /** The default that a text gives, if it is a value. */
    private static Optional<String> described(String name) {
        Matcher literal = LITERAL.matcher(Descriptions.of(name));
        return literal.find()
                ? Optional.of(
                        literal.group(1) == null
                                ? literal.group(2)
                                : literal.group(1).replace("`", ""))
                : Optional.empty();
    }

    /** A default as a text has it; empty where there is none. */
    private static Optional<String> literal(@Nullable Object value) {
        boolean nothing = value == null
                || value.equals("")
                || value instanceof Collection<?> list && list.isEmpty()
                || value instanceof Map<?, ?> map && map.isEmpty();
        if (nothing) {
            return Optional.empty();
        }
        if (value instanceof Collection<?> list) {
            return Optional.of(list.stream().map(String::valueOf).collect(joining(", ")));
        }
        String text = value instanceof Double number && number == Math.rint(number)
                ? String.valueOf(number.longValue())
                : String.valueOf(value);
        // What is one of several is in capitals in the code alone.
        return Optional.of(text.equals(text.toUpperCase(Locale.ROOT)) ? text.toLowerCase(Locale.ROOT) : text);
    }
}
