package io.jenkins.plugins.hotfix.local;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Settings of one run, as they are typed. */
final class SetOption {

    @Option(
            names = "--set",
            paramLabel = "STEP.PARAMETER=VALUE",
            description = "A parameter of a step, as in .hotfix.yml, which it overrides. Can be given several times.")
    private List<String> typed = List.of();

    /** Adds what was typed, by step and parameter. */
    void addTo(Map<String, Map<String, Object>> parameters, CommandSpec spec) {
        for (String setting : typed) {
            int equals = setting.indexOf('=');
            int point = setting.indexOf('.');
            if (point <= 0 || equals < point + 2) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--set wants STEP.PARAMETER=VALUE, such as deployProd.command='make deploy'; \"" + setting
                                + "\" is not that. Nothing was done.");
            }
            parameters
                    .computeIfAbsent(setting.substring(0, point), name -> new LinkedHashMap<>())
                    .put(setting.substring(point + 1, equals), setting.substring(equals + 1));
        }
    }
}
