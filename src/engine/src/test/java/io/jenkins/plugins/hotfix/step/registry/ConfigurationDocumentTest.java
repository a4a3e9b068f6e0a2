package io.jenkins.plugins.hotfix.step.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.jenkins.plugins.hotfix.config.Parameters;
import io.jenkins.plugins.hotfix.config.Settings;
import io.jenkins.plugins.hotfix.config.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
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
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\| (`.*`) \\|$");

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
    void theExampleHasEverySetting() {
        Map<String, TreeSet<String>> shown = new TreeMap<>();
        example().sections().forEach((step, section) -> shown.put(step, new TreeSet<>(section.keySet())));

        assertThat(shown).isEqualTo(names(Parameters::service));
    }

    @Test
    void theTablesHaveEveryParameterOfOneRunAndOfOneCall() throws IOException {
        assertThat(table("of one run")).isEqualTo(names(Parameters::run));
        assertThat(table("of one call")).isEqualTo(names(Parameters::call));
    }

    private static Settings example() {
        return settings(
                blocks(CONFIGURATION).max(Comparator.comparing(String::length)).orElseThrow());
    }

    private static Map<String, TreeSet<String>> table(String title) throws IOException {
        String document = Files.readString(CONFIGURATION);
        String from = document.substring(document.indexOf("| step | " + title + " |"));
        return ROW.matcher(from.substring(0, from.indexOf("\n\n")))
                .results()
                .collect(Collectors.toMap(
                        row -> row.group(1),
                        row -> new TreeSet<>(
                                List.of(row.group(2).replace("`", "").split(", "))),
                        (one, other) -> one,
                        TreeMap::new));
    }

    private static Settings settings(String yaml) {
        Settings settings = Settings.parse(yaml, "the documentation", Steps.sections());
        Steps.check(settings, Source.REPOSITORY, "the documentation");
        return settings;
    }

    private static Map<String, TreeSet<String>> names(Function<Parameters, List<String>> kind) {
        Map<String, TreeSet<String>> names = new TreeMap<>();
        Steps.requests().forEach((step, request) -> {
            List<String> some = kind.apply(Parameters.of(request));
            if (!some.isEmpty()) {
                names.put(step, new TreeSet<>(some));
            }
        });
        return names;
    }
}
