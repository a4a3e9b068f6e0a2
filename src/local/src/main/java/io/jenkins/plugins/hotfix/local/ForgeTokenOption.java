package io.jenkins.plugins.hotfix.local;

import io.jenkins.plugins.hotfix.local.host.LocalTokens;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where the token for the forge is. It is never typed itself, because everybody can read what runs on a machine. */
final class ForgeTokenOption {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--forge-token-file",
            paramLabel = "FILE",
            description =
                    "A file with the token for GitHub or GitLab. Default: the environment (GITHUB_TOKEN, GH_TOKEN,"
                            + " GH_ENTERPRISE_TOKEN, GITLAB_TOKEN).")
    private @Nullable Path file;

    LocalTokens tokens() {
        if (file != null && (!Files.isReadable(file) || Files.isDirectory(file))) {
            throw new ParameterException(
                    spec.commandLine(), "The file of --forge-token-file cannot be read. Nothing was done.");
        }
        return new LocalTokens(System.getenv(), file);
    }
}
