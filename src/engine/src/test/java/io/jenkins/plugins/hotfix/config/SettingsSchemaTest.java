package io.jenkins.plugins.hotfix.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.jenkins.plugins.hotfix.json.Json;
import io.jenkins.plugins.hotfix.step.registry.Steps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The published schema of {@code .hotfix.yml} is the program's. */
class SettingsSchemaTest {
    private static final Path PUBLISHED = Path.of("../../docs/schema/hotfix.schema.json");
    private static final Path DOCUMENT = Path.of("../../docs/configuration.md");
    private static final Pattern YAML = Pattern.compile("(?ms)^```yaml\\n(.*?)^```$");

    private static String schema() {
        return SettingsSchema.of(Steps.requests());
    }

    @Test
    void thePublishedSchemaIsUpToDate() throws IOException {
        assertThat(Files.readString(PUBLISHED))
                .as("run: ./hotfix config --schema > docs/schema/hotfix.schema.json")
                .isEqualTo(schema());
    }

    @Test
    void theExampleOfTheDocumentationIsValid() throws IOException {
        assertThat(faults(example())).isEmpty();
    }

    @Test
    void itKnowsTheKeysOfTheServiceAndNoOthers() throws IOException {
        Map<String, TreeSet<String>> keys = new TreeMap<>();
        Json.read(schema())
                .path("properties")
                .properties()
                .forEach(section -> keys.put(section.getKey(), names(section.getValue())));
        Map<String, TreeSet<String>> expected = new TreeMap<>();
        Steps.requests().forEach((section, request) -> {
            List<String> service = Parameters.of(request).service();
            if (!service.isEmpty()) {
                expected.put(section, new TreeSet<>(service));
            }
        });

        assertThat(keys).isEqualTo(expected);
    }

    @Test
    void editorsShowWhatAKeyIsForAndItsDefault() throws IOException {
        JsonNode minutes = Json.read(schema()).at("/properties/criticalTests/properties/timeoutMinutes");

        assertThat(minutes.path("description").asText()).isEqualTo(Descriptions.of("criticalTests.timeoutMinutes"));
        assertThat(minutes.path("default").asInt()).isEqualTo(30);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deployProd: {comand: make deploy}",
                "deploy: {command: make deploy}",
                "deployProd: {dryRun: true}",
                "deployProd: {timeoutMinutes: soon}",
                "verifyProd: {windowMinutes: 0.2}",
                "deployProd: {checkout: some}",
                "verifyProd: {health: [{status: 200}]}",
                "verifyProd: {health: [{url: 'https://shop.example.org', code: 200}]}",
                "verifyProd: {metrics: {load: {alert: 2}}}",
                "hotfixTriage: {rules: {'basket empty': P5}}",
                "hotfixFix: {owners: {'payment/**': '@shop/payments'}}",
                "backportDevelop: {to: {develop: true}}"
            })
    void whatTheProgramRefusesIsInvalid(String file) throws IOException {
        assertThatThrownBy(() -> check(file)).isInstanceOf(InvalidSettingException.class);
        assertThat(faults(file)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "backportDevelop: {to: 'develop, release/*'}",
                "hotfixTriage: {rules: {'basket empty': P0}}",
                "verifyProd: {health: ['https://shop.example.org']}",
                "deployProd: {checkout: changed, idempotent: true}"
            })
    void whatTheProgramTakesIsValid(String file) throws IOException {
        assertThatCode(() -> check(file)).doesNotThrowAnyException();
        assertThat(faults(file)).isEmpty();
    }

    private static void check(String yaml) {
        Steps.check(Settings.parse(yaml, "the test", Steps.sections()), Source.REPOSITORY, "the test");
    }

    private static List<?> faults(String yaml) throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema())
                .validate(new YAMLMapper().readTree(yaml).toString(), InputFormat.JSON);
    }

    private static String example() throws IOException {
        return YAML.matcher(Files.readString(DOCUMENT))
                .results()
                .map(MatchResult::group)
                .map(block -> block.replace("```yaml\n", "").replace("```", ""))
                .max((one, other) -> Integer.compare(one.length(), other.length()))
                .orElseThrow();
    }

    private static TreeSet<String> names(JsonNode section) {
        TreeSet<String> names = new TreeSet<>();
        section.path("properties").fieldNames().forEachRemaining(names::add);
        return names;
    }
}
