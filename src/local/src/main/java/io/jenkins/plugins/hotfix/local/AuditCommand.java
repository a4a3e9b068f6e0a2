package io.jenkins.plugins.hotfix.local;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hotfix audit}. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Answers an auditor's questions.",
        subcommands = {AuditVerifyCommand.class, AuditCoverageCommand.class, AuditBundleCommand.class})
final class AuditCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: verify, coverage or bundle. Nothing was done.");
    }
}
