package io.jenkins.plugins.hotfix.local;

import io.jenkins.plugins.hotfix.config.InvalidSettingException;
import io.jenkins.plugins.hotfix.config.Settings;
import io.jenkins.plugins.hotfix.config.Source;
import io.jenkins.plugins.hotfix.local.host.LocalTokens;
import io.jenkins.plugins.hotfix.step.registry.Steps;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private SetOption settings;

    @Mixin
    private AsOption as;

    @Mixin
    private ForgeTokenOption forge;

    @Option(names = "--yes", description = "Approve every gate. The record says so.")
    private boolean yes;

    String who() {
        return as.who();
    }

    LocalTokens tokens() {
        return forge.tokens();
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
        settings.addTo(parameters, spec);
        try {
            Steps.check(Settings.of(parameters, "the command line", Steps.sections()), Source.RUN, "the command line");
        } catch (InvalidSettingException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage() + " Nothing was done.", e);
        }
        return parameters;
    }

    private static void set(
            Map<String, Map<String, Object>> parameters, String step, String parameter, @Nullable String value) {
        if (value != null) {
            parameters.computeIfAbsent(step, name -> new LinkedHashMap<>()).put(parameter, value);
        }
    }
}
