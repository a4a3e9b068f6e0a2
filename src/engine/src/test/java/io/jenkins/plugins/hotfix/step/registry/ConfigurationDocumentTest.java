package io.jenkins.plugins.hotfix.step.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.jenkins.plugins.hotfix.config.Settings;
import io.jenkins.plugins.hotfix.config.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The settings that the documentation shows are settings, and it shows them all. */
class ConfigurationDocumentTest {
    private static final Path ROOT = Path.of("../..");
    private static final Path CONFIGURATION = ROOT.resolve("docs/configuration.md");
    private static final Pattern YAML = Pattern.compile("(?ms)^```yaml\\n(.*?)^```$");
    private static final Pattern OF_ONE_RUN = Pattern.compile("(?m)^\\| `(\\w+)` \\| (`.*`) \\|$");

    /** The blocks of YAML in a document. */
    private static Stream<String> blocks(Path document) {
        try {
            return YAML.matcher(Files.readString(document)).results().map(block -> block.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<String> everyBlock() throws IOException {
        try (Stream<Path> documents = Files.list(ROOT.resolve("docs"))) {
            return Stream.concat(documents.sorted().toList().stream(), Stream.of(ROOT.resolve("README.md")))
                    .filter(document -> document.toString().endsWith(".md"))
                    .flatMap(ConfigurationDocumentTest::blocks)
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("everyBlock")
    void whatTheDocumentationShowsIsTaken(String block) throws IOException {
        JsonNode asCode = new YAMLMapper().readTree(block).at("/unclassified/hotfix/settings");

        assertThatCode(() -> settings(asCode.isMissingNode() ? block : asCode.textValue()))
                .doesNotThrowAnyException();
    }

    @Test
    void theExampleAndTheParametersOfOneRunAreAllThatThereAre() throws IOException {
        Map<String, TreeSet<String>> told = new TreeMap<>();
        example().sections().forEach((step, section) -> told.put(step, new TreeSet<>(section.keySet())));
        ofOneRun()
                .forEach((step, parameters) ->
                        parameters.forEach(parameter -> assertThat(told.computeIfAbsent(step, none -> new TreeSet<>())
                                        .add(parameter))
                                .as("%s.%s is told once", step, parameter)
                                .isTrue()));

        assertThat(told).isEqualTo(parameters());
    }

    private static Settings example() {
        return settings(
                blocks(CONFIGURATION).max(Comparator.comparing(String::length)).orElseThrow());
    }

    private static Map<String, List<String>> ofOneRun() throws IOException {
        return OF_ONE_RUN
                .matcher(Files.readString(CONFIGURATION))
                .results()
                .collect(Collectors.toMap(
                        row -> row.group(1),
                        row -> List.of(row.group(2).replace("`", "").split(", "))));
    }

    private static Settings settings(String yaml) {
        Settings settings = Settings.parse(yaml, "the documentation", Steps.names());
        Steps.check(settings, Source.REPOSITORY, "the documentation");
        return settings;
    }

    private static Map<String, TreeSet<String>> parameters() {
        Map<String, TreeSet<String>> parameters = new TreeMap<>();
        for (String step : Steps.names()) {
            RecordComponent[] components = Steps.named(step).request().getRecordComponents();
            if (components.length > 0) {
                parameters.put(
                        step,
                        Arrays.stream(components)
                                .map(RecordComponent::getName)
                                .collect(Collectors.toCollection(TreeSet::new)));
            }
        }
        return parameters;
    }
}
