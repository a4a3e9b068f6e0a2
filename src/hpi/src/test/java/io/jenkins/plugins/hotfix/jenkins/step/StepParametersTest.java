package io.jenkins.plugins.hotfix.jenkins.step;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.config.Binding;
import io.jenkins.plugins.hotfix.config.Descriptions;
import io.jenkins.plugins.hotfix.config.Parameters;
import io.jenkins.plugins.hotfix.step.registry.Steps;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.kohsuke.stapler.DataBoundSetter;

/** One set of parameters: in the engine, the step's class, its form, its help, and the table in docs/steps.md. */
class StepParametersTest {
    private static final Pattern FIELD = Pattern.compile("field=\"(\\w+)\"");
    private static final Path TABLE = Path.of("../../docs/steps.md");

    /** A default as the help writes one: a literal, or words. */
    private static final Pattern DEFAULT = Pattern.compile("Default: (.+)");

    private static final Pattern LITERAL = Pattern.compile("`([^`]+)`(?:, (?!if |as ).*)?\\.|(true|false|\\d+)\\.");

    /** Several literals, one after the other. */
    private static final Pattern LITERALS = Pattern.compile("(`[^`]+`(?:, `[^`]+`)+)\\.");

    /** One of several values that the help explains. */
    private static final Pattern MARKED = Pattern.compile("`(\\w+)`: [^;]* \\(the default\\)");

    static Stream<Arguments> steps() {
        return Stream.of(
                Arguments.of("hotfixTriage", TriageStep.class),
                Arguments.of("hotfixIncident", IncidentStep.class),
                Arguments.of("hotfixGate", GateStep.class),
                Arguments.of("hotfixBranch", BranchStep.class),
                Arguments.of("hotfixFix", FixStep.class),
                Arguments.of("criticalTests", CriticalTestsStep.class),
                Arguments.of("hotfixPullRequest", PullRequestStep.class),
                Arguments.of("hotfixTag", TagStep.class),
                Arguments.of("deployProd", DeployStep.class),
                Arguments.of("verifyProd", VerifyStep.class),
                Arguments.of("rollbackProd", RollbackStep.class),
                Arguments.of("backportDevelop", BackportStep.class),
                Arguments.of("writeIncidentReport", ReportStep.class),
                Arguments.of("hotfixRemediate", RemediateStep.class),
                Arguments.of("hotfixParity", ParityStep.class),
                Arguments.of("hotfixCoverage", CoverageStep.class));
    }

    @Test
    void everyStepOfTheEngineIsAStepOfJenkins() {
        assertThat(steps().map(step -> step.get()[0])).containsExactlyInAnyOrderElementsOf(Steps.names());
    }

    @ParameterizedTest
    @MethodSource("steps")
    void aStepClassHasTheEnginesParameters(String step, Class<?> type) {
        assertThat(properties(type)).isEqualTo(expected(step));
    }

    @ParameterizedTest
    @MethodSource("steps")
    void aFormAsksForEachParameter(String step, Class<?> type) throws IOException {
        assertThat(fields(type)).isEqualTo(expected(step));
    }

    @ParameterizedTest
    @MethodSource("steps")
    void helpExplainsEachParameterAndTheStep(String step, Class<?> type) throws IOException {
        for (String parameter : expected(step)) {
            assertThat(resource(type, "help-" + parameter + ".html")).contains("<div>");
        }
        assertThat(resource(type, "help.html")).contains("<div>");
    }

    /** One text for each, wherever it is read. */
    @ParameterizedTest
    @MethodSource("steps")
    void helpIsTheEnginesOwnText(String step, Class<?> type) throws IOException {
        assertThat(plain(resource(type, "help.html"))).isEqualTo(Descriptions.of(step));
        for (String parameter : Parameters.of(Steps.named(step).request()).step()) {
            assertThat(plain(resource(type, "help-" + parameter + ".html")))
                    .isEqualTo(Descriptions.of(step + "." + parameter));
        }
    }

    private static String plain(String help) {
        return markdown(help)
                .replace("\\|", "|")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }

    @Test
    void theTableInTheDocumentationIsTheSteps() throws IOException {
        List<String> rows = Files.readAllLines(TABLE).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();

        assertThat(rows).containsExactlyElementsOf(table());
    }

    /** A literal is just what the step does where nobody says anything, and what it does then is told if it is a literal. */
    @ParameterizedTest
    @MethodSource("steps")
    void helpTellsTheTrueDefaults(String step, Class<?> type) throws Exception {
        Record nothingGiven = Binding.bind(Steps.named(step).request(), step, List.of());
        for (RecordComponent parameter : nothingGiven.getClass().getRecordComponents()) {
            if (!expected(step).contains(parameter.getName())) {
                continue;
            }
            parameter.getAccessor().setAccessible(true);
            Object value = parameter.getAccessor().invoke(nothingGiven);
            assertThat(told(markdown(resource(type, "help-" + parameter.getName() + ".html"))))
                    .as(step + "." + parameter.getName())
                    .isEqualTo(literal(value));
        }
    }

    /** The default that a help tells, if it is a literal. */
    private static Optional<String> told(String help) {
        Matcher marked = MARKED.matcher(help);
        if (marked.find()) {
            return Optional.of(marked.group(1));
        }
        Matcher words = DEFAULT.matcher(help);
        String told = words.find() ? words.group(1) : "";
        if (LITERALS.matcher(told).matches()) {
            return Optional.of(told.replaceAll("`|\\.$", ""));
        }
        Matcher literal = LITERAL.matcher(told);
        return literal.lookingAt()
                ? Optional.of(literal.group(1) == null ? literal.group(2) : literal.group(1))
                : Optional.empty();
    }

    /** A default as the help writes it; where there is nothing to write, it has words or nothing at all. */
    private static Optional<String> literal(Object value) {
        boolean nothing = value == null
                || value.equals("")
                || value instanceof Collection<?> list && list.isEmpty()
                || value instanceof Map<?, ?> map && map.isEmpty();
        String text = value instanceof Collection<?> list
                ? list.stream().map(String::valueOf).collect(joining(", "))
                : String.valueOf(value).replaceFirst("\\.0$", "");
        return nothing ? Optional.empty() : Optional.of(text.toLowerCase(Locale.ROOT));
    }

    private static List<String> table() throws IOException {
        List<String> rows = new ArrayList<>();
        for (Arguments step : steps().toList()) {
            String name = (String) step.get()[0];
            Class<?> type = (Class<?>) step.get()[1];
            Matcher field = FIELD.matcher(resource(type, "config.jelly"));
            if (fields(type).isEmpty()) {
                rows.add("| `" + name + "` | none | " + markdown(resource(type, "help.html")) + " |");
            }
            while (field.find()) {
                rows.add("| `" + name + "` | `" + field.group(1) + "` | "
                        + markdown(resource(type, "help-" + field.group(1) + ".html")) + " |");
            }
        }
        return rows;
    }

    private static String markdown(String help) {
        return help.lines()
                .filter(line -> !line.contains("div>"))
                .map(String::strip)
                .collect(joining(" "))
                .replaceAll("</?code>", "`")
                .replace("|", "\\|");
    }

    private static Set<String> expected(String step) {
        Set<String> names =
                new TreeSet<>(Parameters.of(Steps.named(step).request()).step());
        if (step.equals("hotfixTriage")) {
            names.addAll(Repository.PARAMETERS);
        }
        return names;
    }

    private static Set<String> properties(Class<?> type) {
        Stream<String> set = Arrays.stream(type.getMethods())
                .filter(method -> method.isAnnotationPresent(DataBoundSetter.class))
                .map(method -> method.getName().substring(3, 4).toLowerCase()
                        + method.getName().substring(4));
        Stream<String> constructed =
                Arrays.stream(type.getConstructors()[0].getParameters()).map(Parameter::getName);
        return Stream.concat(set, constructed).collect(toCollection(TreeSet::new));
    }

    private static Set<String> fields(Class<?> type) throws IOException {
        return FIELD.matcher(resource(type, "config.jelly"))
                .results()
                .map(field -> field.group(1))
                .collect(toCollection(TreeSet::new));
    }

    private static String resource(Class<?> type, String name) throws IOException {
        try (InputStream content = type.getResourceAsStream(type.getSimpleName() + "/" + name)) {
            assertThat(content).as(type.getSimpleName() + "/" + name).isNotNull();
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
