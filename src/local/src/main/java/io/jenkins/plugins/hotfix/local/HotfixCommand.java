package io.jenkins.plugins.hotfix.local;

import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(
        name = "hotfix",
        description = "A production hotfix, from the first alarm to the archived incident report.",
        mixinStandardHelpOptions = true,
        versionProvider = HotfixCommand.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            InitCommand.class,
            ConfigCommand.class,
            RunCommand.class,
            ResumeCommand.class,
            AbandonCommand.class,
            PostmortemCommand.class,
            ShowCommand.class,
            ListCommand.class,
            FollowUpsCommand.class,
            TestPlanCommand.class,
            StatsCommand.class,
            WatchCommand.class,
            ExportCommand.class,
            AuditCommand.class,
            BackportCommand.class,
            ParityCommand.class,
            AffectedCommand.class,
            RemediateCommand.class,
            ReviewCommand.class
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:done",
            "1:failed",
            "2:wrong usage",
            "3:stopped at a gate, or by a signal; can be resumed",
            "4:not a hotfix"
        })
final class HotfixCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    /** The version that the build put into the archive's manifest. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = HotfixCommand.class.getPackage().getImplementationVersion();
            return new String[] {"hotfix " + (version == null ? "(not packaged)" : version)};
        }
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Say what to do: " + String.join(", ", spec.subcommands().keySet()) + ". Nothing was done.");
    }
}
