package io.jenkins.plugins.hotfix.local;

import io.jenkins.plugins.hotfix.config.InvalidSettingException;
import io.jenkins.plugins.hotfix.config.Settings;
import io.jenkins.plugins.hotfix.config.Source;
import io.jenkins.plugins.hotfix.step.registry.Steps;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of everything that runs the pipeline. */
final class RunOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--severity", paramLabel = "P0|P1|P2", description = "Default: suggested from the description.")
    private @Nullable String severity;

    @Option(
            names = "--fix",
            paramLabel = "BRANCH|SHA[,SHA...]",
            description =
                    "The branch that has the fix, or its commits, oldest first. Default: what is pushed to the hotfix branch.")
    private @Nullable String fix;

    @Option(
            names = "--set",
            paramLabel = "STEP.PARAMETER=VALUE",
            description = "A parameter of a step, as in .hotfix.yml, which it overrides. Can be given several times.")
    private List<String> settings = List.of();

    @Option(
            names = "--as",
            paramLabel = "NAME",
            defaultValue = "${sys:user.name}",
            description = "Who you are, for the record; default: the user of this machine.")
    private String who;

    @Option(names = "--yes", description = "Approve every gate. The record says so.")
    private boolean yes;

    String who() {
        if (who.isBlank()) {
            throw new ParameterException(spec.commandLine(), "--as needs a name. Nothing was done.");
        }
        return who.strip();
    }

    boolean yes() {
        return yes;
    }

    /**
     * The steps' parameters that were typed.
     *
     * @param description of the incident; null leaves it as it is
     */
    Map<String, Map<String, Object>> parameters(@Nullable String description) {
        Map<String, Map<String, Object>> parameters = new LinkedHashMap<>();
        set(parameters, "hotfixTriage", "description", description);
        set(parameters, "hotfixTriage", "severity", severity);
        set(parameters, "hotfixFix", "fix", fix);
        settings.forEach(setting -> set(parameters, setting));
        try {
            Steps.check(Settings.of(parameters, "the command line", Steps.names()), Source.RUN, "the command line");
        } catch (InvalidSettingException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage() + " Nothing was done.", e);
        }
        return parameters;
    }

    private void set(Map<String, Map<String, Object>> parameters, String setting) {
        int equals = setting.indexOf('=');
        int point = setting.indexOf('.');
        if (point <= 0 || equals < point + 2) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--set wants STEP.PARAMETER=VALUE, such as deployProd.command='make deploy'; \"" + setting
                            + "\" is not that. Nothing was done.");
        }
        set(
                parameters,
                setting.substring(0, point),
                setting.substring(point + 1, equals),
                setting.substring(equals + 1));
    }

    private static void set(
            Map<String, Map<String, Object>> parameters, String step, String parameter, @Nullable String value) {
        if (value != null) {
            parameters.computeIfAbsent(step, name -> new LinkedHashMap<>()).put(parameter, value);
        }
    }
}
