package io.jenkins.plugins.hotfix.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.jenkins.plugins.hotfix.config.Configuration;
import io.jenkins.plugins.hotfix.config.Descriptions;
import io.jenkins.plugins.hotfix.config.Parameters;
import io.jenkins.plugins.hotfix.config.Setting;
import io.jenkins.plugins.hotfix.config.Source;
import io.jenkins.plugins.hotfix.report.Visible;
import io.jenkins.plugins.hotfix.step.registry.Steps;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A configuration as YAML, which is a {@code .hotfix.yml} again.
 *
 * @param explained whether everything is printed, with comments, or only what is not a default
 */
record PrintedConfiguration(Configuration configuration, boolean explained) {

    private static final int WIDTH = 100;

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .build();

    /** The lines, with a comment at the top. */
    List<String> lines(String heading) {
        List<String> lines = new ArrayList<>(comment("", heading + "."));
        int before = lines.size();
        Steps.requests().forEach((section, request) -> {
            List<String> settings = section(section, Parameters.of(request));
            if (!settings.isEmpty()) {
                lines.add("");
                if (explained) {
                    lines.addAll(comment("", Descriptions.of(section)));
                }
                // A section without a value would be no section for YAML.
                boolean empty = settings.stream().allMatch(line -> line.isBlank() || line.startsWith("  #"));
                lines.add(empty ? section + ": {}" : section + ":");
                lines.addAll(settings);
            }
        });
        if (lines.size() == before) {
            lines.addAll(comment("", "Every setting has its default; --explain shows them."));
        }
        return lines;
    }

    private List<String> section(String section, Parameters parameters) {
        Map<String, Setting> settings = configuration.sections().getOrDefault(section, Map.of());
        List<String> lines = new ArrayList<>();
        for (String name : parameters.settable()) {
            Setting setting = settings.get(name);
            boolean given = setting != null && setting.source() != Source.DEFAULT;
            if (given || (explained && parameters.service().contains(name))) {
                if (explained) {
                    lines.addAll(comment("  ", Descriptions.of(section + "." + name)));
                    lines.addAll(comment("  ", "Source: " + source(setting)));
                }
                lines.addAll(setting == null ? List.of("  # " + name + ":") : value(name, setting.value()));
            }
        }
        return lines;
    }

    private static String source(@Nullable Setting setting) {
        return setting == null ? "not set." : setting.source().place() + ".";
    }

    private static List<String> value(String name, Object value) {
        try {
            return YAML.writeValueAsString(Map.of(name, value))
                    .lines()
                    .map(line -> line.isEmpty() ? line : "  " + line)
                    .toList();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> comment(String indentation, String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(indentation + "#");
        for (String word : Visible.line(text, Integer.MAX_VALUE - 1).split(" ")) {
            if (line.length() + word.length() >= WIDTH && line.length() > indentation.length() + 1) {
                lines.add(line.toString());
                line = new StringBuilder(indentation + "#");
            }
            line.append(' ').append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
