package io.jenkins.plugins.hotfix.local;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** On whose behalf a command works. */
final class AsOption {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--as",
            paramLabel = "NAME",
            defaultValue = "${sys:user.name}",
            description = "Who you are, for the record; default: the user of this machine.")
    private String who;

    String who() {
        if (who.isBlank()) {
            throw new ParameterException(spec.commandLine(), "--as needs a name. Nothing was done.");
        }
        return who.strip();
    }
}
